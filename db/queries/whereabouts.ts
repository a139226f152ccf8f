import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition } from "@/db/queries/audience";
import { drawOf } from "@/db/queries/launch";
import type { Audience } from "@/lib/audience/rule";
import type { Whereabouts } from "@/lib/quiet-hours/places-of";

/** Up to here everybody is looked at; of more people so many are drawn, by whom any share is known to within 1.4 %. */
const whereaboutsMax = 5_000;

/** What is known of where the people of an audience are; of a large one, of some drawn at random, the same each time. */
export async function audienceWhereabouts(
  db: Pick<Database, "execute">,
  workspaceId: string,
  question: { campaignId: string; audience: Audience; audienceCount: number; peopleMax?: number },
): Promise<Whereabouts[]> {
  const { campaignId, audience, audienceCount, peopleMax = whereaboutsMax } = question;
  const taken =
    audienceCount <= peopleMax
      ? sql`true`
      : sql`${drawOf(`quiet ${campaignId}`)} < ${peopleMax / audienceCount}::float8`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    select c.country, c.time_zone as "timeZone", c.attributes,
      (select value from address where contact_id = c.id and kind = 'phone' order by created_at desc, id limit 1) as phone
    from contact c
    where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)} and ${taken}`);
  return rows.map((row) => row as unknown as Whereabouts);
}
