import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { executePrepared } from "@/db/execute-prepared";
import { productsOfContact } from "@/db/queries/catalogue";
import type { ChannelId } from "@/lib/channels/ids";
import type { LinkTags } from "@/lib/links/link-tags";
import type { Person } from "@/lib/message/person";
import { samplePerson } from "@/lib/message/sample-person";
import type { Message } from "@/lib/message/schema";

/** What a short link needs to find its destination: the message as composed, and the person it was filled in for. */
export interface LinkedDelivery {
  workspaceId: string;
  contactId: string;
  channel: ChannelId;
  message: Message;
  person: Person;
  /** Sent to look at it: following its links counts for no report. */
  isTest: boolean;
  /** The workspace's own language, BCP 47. */
  locale: string;
  brandName: string;
  brandColor: string;
  /** Null for a campaign that is gone. */
  campaignName: string | null;
  /** How the workspace marks its links; null for not at all. */
  linkTags: LinkTags | null;
}

const brand = sql`w.settings->>'locale' as locale, w.settings->>'brandName' as "brandName",
  w.settings->>'brandColor' as "brandColor", c.name as "campaignName",
  case when jsonb_typeof(w.settings->'linkTags') = 'object' then w.settings->'linkTags' end as "linkTags"`;

/** The person as the message was filled in at that moment: what was sold out since still has its page. */
const personOf = (
  alias: SQL,
  sentAt: SQL,
) => sql`jsonb_build_object('first_name', ${alias}.first_name, 'last_name', ${alias}.last_name,
  'email', ${alias}.email, 'country', ${alias}.country, 'locale', ${alias}.locale, 'time_zone', ${alias}.time_zone,
  'attributes', coalesce(${alias}.attributes, '{}'), 'products', ${productsOfContact(sql`${alias}.id`, sentAt)})`;

/**
 * Looks up a delivery, or a test, by the id in a short link. The id was signed by us, which is the permission to see
 * it. A test was filled in for whomever it was written as, not for who got it.
 */
export async function loadLinkedDelivery(
  db: Pick<Database, "$client">,
  deliveryId: string,
): Promise<LinkedDelivery | null> {
  const [row] = await executePrepared(
    db,
    sql`
    select d.workspace_id as "workspaceId", d.contact_id as "contactId", d.channel, a.message, ${brand},
      ${personOf(sql`k`, sql`coalesce(d.accepted_at, d.created_at)`)} as person, false as "isTest"
    from delivery d
    join workspace w on w.id = d.workspace_id
    join campaign c on c.id = d.campaign_id
    join arm a on a.campaign_id = d.campaign_id and a.key = d.arm_key
    left join contact k on k.id = d.contact_id
    where d.id = ${deliveryId}
    union all
    select t.workspace_id, t.contact_id, t.channel, t.message, ${brand},
      case when t.as_contact_id is null then null else ${personOf(sql`p`, sql`t.created_at`)} end, true
    from test_send t
    join workspace w on w.id = t.workspace_id
    left join campaign c on c.id = t.campaign_id and c.workspace_id = t.workspace_id
    left join contact p on p.id = t.as_contact_id and p.workspace_id = t.workspace_id
    where t.id = ${deliveryId}`,
  );
  return row === undefined ? null : ({ ...row, person: row.person ?? samplePerson } as unknown as LinkedDelivery);
}
