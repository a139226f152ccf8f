import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { advanceRecipients } from "@/db/queries/progress";
import { addToRollups, type CountedEvent } from "@/db/queries/rollups";
import type { engagement } from "@/db/schema/tables";
import type { Metric } from "@/lib/analytics/metrics";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import { isMet } from "@/lib/ladder/next-step";
import type { Ladder } from "@/lib/ladder/schema";
import type { MachineReason } from "@/lib/links/machine-reason";

type Kind = (typeof engagement.$inferSelect)["kind"];

/** Something a person did. What it belongs to is found through the delivery, when there is one. */
export interface NewEngagement {
  workspaceId: string;
  contactId: string;
  deliveryId: string | null;
  kind: Kind;
  channel: ChannelId | null;
  /** The button or link key. */
  target: string | null;
  isBot: boolean;
  /** Why it is no person. */
  botReason?: MachineReason | null;
  /** The same act, however often it is reported. */
  dedupeKey: string;
  at: Date;
}

const metricOf: Record<Kind, Metric> = {
  click: "clicked",
  tap: "tapped",
  reply: "replied",
  opt_out: "opted_out",
  conversion: "converted",
  dismiss: "dismissed",
};

/** Leaving is no success, whatever else it is; nor is closing a notification. */
const isEngaged: Record<Kind, boolean> = {
  click: true,
  tap: true,
  reply: true,
  conversion: true,
  opt_out: false,
  dismiss: false,
};

type EngagedRow = {
  kind: Kind;
  isBot: boolean;
  at: Date | string;
  contactId: string;
  deliveryId: string;
  campaignId: string;
  workspaceId: string;
  armKey: ArmKey;
  rung: number;
  channel: ChannelId;
  ladder: Ladder;
};

/**
 * Records what people did, once each; counts it, and ends the ladder of those who thereby did what it was waiting for.
 * What machines did is kept, marked, and counted apart: it is nobody's success.
 */
export async function recordEngagements(tx: Pick<Database, "execute">, acts: readonly NewEngagement[], now: Date) {
  if (acts.length === 0) return;
  const rows = acts.map((act) => ({ ...act, id: uuidv7() }));
  const engaged = await tx.execute<EngagedRow>(sql`
    with new as (
      insert into engagement (id, workspace_id, campaign_id, contact_id, delivery_id, kind, channel, target, is_bot, bot_reason, dedupe_key, at)
      select e.id, e."workspaceId", d.campaign_id, e."contactId", d.id, e.kind, e.channel, e.target, e."isBot", e."botReason", e."dedupeKey", e.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(id uuid, "workspaceId" uuid, "contactId" uuid,
        "deliveryId" uuid, kind text, channel text, target text, "isBot" boolean, "botReason" text, "dedupeKey" text, at timestamptz)
      left join delivery d on d.id = e."deliveryId" and d.workspace_id = e."workspaceId" and d.contact_id = e."contactId"
      on conflict (dedupe_key) do nothing
      returning delivery_id, kind, is_bot, at)
    select new.kind, new.is_bot as "isBot", new.at, d.contact_id as "contactId", d.id as "deliveryId",
      d.campaign_id as "campaignId", d.workspace_id as "workspaceId", d.arm_key as "armKey", d.rung, d.channel, c.ladder
    from new join delivery d on d.id = new.delivery_id join campaign c on c.id = d.campaign_id`);
  const human = [...engaged].filter((row) => !row.isBot).map((row) => ({ ...row, at: new Date(row.at) }));
  const wanted = human.filter((row) => isEngaged[row.kind]);
  const firsts = await keepFirstActs(tx, wanted);
  const none = { acceptedAt: null, deliveredAt: null, readAt: null, failedAt: null, convertedAt: null };
  const progress = wanted.flatMap(({ campaignId, contactId, rung, ladder, kind, at }) => {
    const condition = ladder.rungs[rung]?.success;
    const evidence = { ...none, engagedAt: at, convertedAt: kind === "conversion" ? at : null };
    if (condition === undefined || !isMet(condition, evidence)) return [];
    return [{ campaignId, contactId, rung, step: { kind: "succeeded" as const, reason: `success_${condition}` } }];
  });
  await advanceRecipients(tx, progress, now);
  const counts = [...engaged].map(({ campaignId, workspaceId, armKey, rung, channel, kind, isBot, at }) => {
    const metric = isBot ? ("machine_opened" as const) : metricOf[kind];
    return { campaignId, workspaceId, at: new Date(at), armKey, rung, channel, metric };
  });
  await addToRollups(tx, [...counts, ...firsts]);
}

/** Keeps of each message when somebody first engaged with it, and counts it once, in that minute. */
async function keepFirstActs(
  tx: Pick<Database, "execute">,
  acts: readonly (Omit<EngagedRow, "at"> & { at: Date })[],
): Promise<CountedEvent[]> {
  if (acts.length === 0) return [];
  const about = new Map(acts.map((act) => [act.deliveryId, act]));
  const first = JSON.stringify(acts.map(({ deliveryId, at }) => ({ deliveryId, at })));
  const kept = await tx.execute<{ id: string; before: Date | string | null; at: Date | string }>(sql`
    with e as materialized (
      select "deliveryId", min(at) as at
      from jsonb_to_recordset(${first}::text::jsonb) as e("deliveryId" uuid, at timestamptz) group by 1 order by 1
    ), held as materialized (
      select d.id, d.engaged_at as before, e.at
      from e cross join lateral (select id, engaged_at from delivery where id = e."deliveryId" for no key update) d
    )
    update delivery d set engaged_at = held.at from held
    where d.id = held.id and (held.before is null or held.before > held.at)
    returning d.id, held.before, held.at`);
  return [...kept].flatMap(({ id, before, at }): CountedEvent[] => {
    const act = about.get(id);
    if (act === undefined) return [];
    const { campaignId, workspaceId, armKey, rung, channel } = act;
    const event = { campaignId, workspaceId, armKey, rung, channel, metric: "engaged" as const };
    const counted: CountedEvent[] = [{ ...event, at: new Date(at) }];
    // An earlier act heard of later: the count moves to its minute.
    return before === null ? counted : [...counted, { ...event, at: new Date(before), by: -1 }];
  });
}

/** The last button somebody tapped in a message; null when they tapped none. */
export async function lastTap(
  tx: Pick<Database, "execute">,
  about: { workspaceId: string; contactId: string; deliveryId: string },
): Promise<{ id: string; target: string | null } | null> {
  const [row] = await tx.execute<{ id: string; target: string | null }>(sql`
    select id, target from engagement
    where contact_id = ${about.contactId} and workspace_id = ${about.workspaceId}
      and delivery_id = ${about.deliveryId} and kind = 'tap' and not is_bot
    order by at desc, id desc limit 1`);
  return row ?? null;
}
