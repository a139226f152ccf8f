import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition } from "@/db/queries/audience";
import { armOfDraw, drawOf } from "@/db/queries/launch";
import { personChannelColumns } from "@/db/queries/person-channels";
import { personColumns } from "@/db/queries/sending";
import type { Audience } from "@/lib/audience/rule";
import type { ArmKey } from "@/lib/campaign/schema";
import type { AssignmentSlice } from "@/lib/experiment/assignment-slices";
import type { Person } from "@/lib/message/person";
import {
  type ChannelQuestion,
  channelsOfPerson,
  type PersonChannel,
  type PersonReach,
} from "@/lib/routing/person-channels";

/** A person as the sending will see them. */
export interface SampledPerson {
  contactId: string;
  /** Null: would be held out. */
  armKey: ArmKey | null;
  person: Person;
  channels: PersonChannel[];
}

export interface CostSample {
  workspaceId: string;
  audience: Audience;
  topic: string;
  /** The campaign's own: people fall into the arms they will be in. */
  salt: string;
  slices: readonly AssignmentSlice[];
  questions: readonly ChannelQuestion[];
  /** Null for everybody; else whom the draw takes, each with the same probability `share`, by nothing but the seed. */
  draw: { seed: string; share: number } | null;
  /** The last person of the set before; null at the beginning. */
  after: string | null;
  peopleMax: number;
  now: Date;
}

/** The next people of an audience, or of a random sample of it, with all that decides what is sent to them. */
export async function costSample(db: Pick<Database, "execute">, sample: CostSample): Promise<SampledPerson[]> {
  const { workspaceId, draw } = sample;
  const taken = draw === null ? sql`true` : sql`${drawOf(draw.seed)} < ${draw.share}::float8`;
  const rows = await db.execute<Record<string, unknown>>(sql`
    with people as materialized (
      select c.id, ${drawOf(sample.salt)} as draw from contact c
      where c.workspace_id = ${workspaceId} and ${audienceCondition(sample.audience)} and ${taken}
        and (${sample.after}::uuid is null or c.id > ${sample.after}::uuid)
      order by c.id limit ${sample.peopleMax}
    )
    select p.id as "contactId", ${armOfDraw(sample.slices)} as "armKey", ${personColumns} as person,
      ${personChannelColumns(sample.now)}
    from people p join contact k on k.id = p.id order by p.id`);
  return (rows as unknown as SampleRow[]).map((row) => ({
    ...{ contactId: row.contactId, armKey: row.armKey, person: row.person },
    channels: channelsOfPerson(row, sample),
  }));
}

type SampleRow = Pick<SampledPerson, "contactId" | "armKey" | "person"> & PersonReach;
