import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { ChannelId } from "@/lib/channels/ids";
import type { Person } from "@/lib/message/person";
import type { Message } from "@/lib/message/schema";

/** What a short link needs to find its destination: the message as composed, and the person it was filled in for. */
export interface LinkedDelivery {
  workspaceId: string;
  contactId: string;
  channel: ChannelId;
  message: Message;
  person: Person;
  /** The workspace's own language, BCP 47. */
  locale: string;
}

/** Looks up a delivery by the id in a short link. The id was signed by us, which is the permission to see it. */
export async function loadLinkedDelivery(
  db: Pick<Database, "execute">,
  deliveryId: string,
): Promise<LinkedDelivery | null> {
  const [row] = await db.execute<Record<string, unknown>>(sql`
    select d.workspace_id as "workspaceId", d.contact_id as "contactId", d.channel, a.message, w.settings->>'locale' as locale,
      jsonb_build_object('first_name', k.first_name, 'last_name', k.last_name, 'email', k.email, 'country', k.country,
        'locale', k.locale, 'time_zone', k.time_zone, 'attributes', coalesce(k.attributes, '{}')) as person
    from delivery d
    join workspace w on w.id = d.workspace_id
    join arm a on a.campaign_id = d.campaign_id and a.key = d.arm_key
    left join contact k on k.id = d.contact_id
    where d.id = ${deliveryId}`);
  return row === undefined ? null : (row as unknown as LinkedDelivery);
}
