import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { besideKey } from "@/db/queries/beside-key";
import { consentRefusalSql } from "@/db/queries/consent";
import { advanceRecipients } from "@/db/queries/progress";
import { commitWithoutWaiting, notWaitingForDisk } from "@/db/queries/repeatable";
import { addToRollups, type CountedEvent } from "@/db/queries/rollups";
import { personColumns } from "@/db/queries/sending";
import type { ArmKey } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { Person } from "@/lib/message/person";

export interface ClaimedDelivery {
  id: string;
  contactId: string;
  rung: number;
  armKey: ArmKey;
  channel: ChannelId;
  attempts: number;
}

/**
 * Claims the next deliveries of a campaign that wait, at the last moment before they are handed over: the campaign must
 * be sending and the person must still agree, and be there to be reached. Whoever does not or is not is left out and
 * cancelled.
 */
export async function claimDeliveries(
  db: Database,
  claim: {
    workspaceId: string;
    campaignId: string;
    limit: number;
    now: Date;
    leaseSeconds: number;
    /** Null or left out: of every channel. */
    channels?: readonly ChannelId[] | null;
  },
): Promise<ClaimedDelivery[]> {
  const at = claim.now.toISOString();
  return db.transaction(async (tx) => {
    const rows = await tx.execute<Record<string, unknown>>(sql`
      with wanted as materialized (
        select d.id, d.contact_id, d.rung, d.channel from delivery d
        where d.campaign_id = ${claim.campaignId} and d.workspace_id = ${claim.workspaceId}
          and d.is_open and d.state = 'pending'
          and (d.not_before is null or d.not_before <= ${at}::timestamptz)
          and (d.good_until is null or d.good_until > ${at}::timestamptz)${ofChannels(claim.channels ?? null)}
        order by d.id limit ${claim.limit} for update of d skip locked
      ),
      open as materialized (
        -- A message that came back may be of somebody who succeeded or left while it was under way.
        select w.id, w.contact_id, w.rung, coalesce(
          ${consentRefusalSql({ contactId: sql`w.contact_id`, channel: sql`w.channel`, topic: sql`c.topic`, now: claim.now })},
          (select r.state from recipient r where r.campaign_id = c.id and r.contact_id = w.contact_id
            and r.state in ('succeeded', 'opted_out'))) as refusal
        from wanted w join campaign c on c.id = ${claim.campaignId} and c.state = 'sending'
      ), refused as (
        update delivery d set state = 'cancelled', error_code = open.refusal, failed_at = ${at}::timestamptz
        from open where d.id = open.id and open.refusal is not null
        returning d.campaign_id, d.contact_id, d.rung
      ), moved_on as (
        update recipient r set next_action_at = null, updated_at = ${at}::timestamptz
        from refused where r.campaign_id = refused.campaign_id and r.contact_id = refused.contact_id
          and r.rung = refused.rung and ${besideKey(sql`r.state = 'active'`)}
      ), claimed as (
        update delivery d set state = 'sending', attempts = d.attempts + 1, not_before = null,
          lease_until = ${at}::timestamptz + make_interval(secs => ${claim.leaseSeconds})
        from open where d.id = open.id and open.refusal is null
        returning d.id, d.contact_id, d.rung, d.arm_key, d.channel, d.attempts
      )
      select id, contact_id as "contactId", rung, arm_key as "armKey", channel, attempts from claimed`);
    return rows.map((row) => row as unknown as ClaimedDelivery);
  });
}

function ofChannels(channels: readonly ChannelId[] | null): SQL {
  if (channels === null) return sql``;
  return sql` and d.channel in (select jsonb_array_elements_text(${JSON.stringify(channels)}::text::jsonb))`;
}

/** What a message is made of, beside the campaign. */
export interface DeliveryFacts {
  address: string;
  addressDetail: Record<string, string>;
  lastInboundAt: string | null;
  person: Person;
}

/** Reads anew what the messages of deliveries are made of. */
export async function factsOfDeliveries(
  db: Database,
  workspaceId: string,
  deliveries: readonly ClaimedDelivery[],
): Promise<Map<string, DeliveryFacts>> {
  const ids = JSON.stringify(deliveries.map(({ id }) => id));
  const rows = await db.execute<Record<string, unknown>>(sql`
    select d.id, a.value as address, a.detail as "addressDetail", h.last_inbound_at as "lastInboundAt",
      ${personColumns} as person
    from jsonb_array_elements_text(${ids}::text::jsonb) as e(id)
    join delivery d on d.id = e.id::uuid and d.workspace_id = ${workspaceId}
    join contact k on k.id = d.contact_id
    join address a on a.id = d.address_id
    left join reachability h on h.address_id = a.id and h.channel = d.channel`);
  return new Map(rows.map((row) => [String(row.id), row as unknown as DeliveryFacts]));
}

/** How a handed-over message counts, and what that costs by our own price list; null when the list says nothing. */
export interface DeliveryBilling {
  billedUnits: number;
  estimatedMicros: number | null;
  estimatedCurrency: string | null;
}

/** What became of one claimed delivery. */
export interface DeliveryOutcome {
  id: string;
  contactId: string;
  rung: number;
  armKey: ArmKey;
  channel: ChannelId;
  /** Which try it was, as the claim counted it. */
  attempts: number;
  result:
    | ({ kind: "accepted"; providerMessageId: string } & DeliveryBilling)
    | { kind: "retry"; code: string; notBefore: Date }
    | { kind: "failed"; code: string; unreachable: boolean }
    /** Nothing was sent: it goes back as if it had not been claimed. */
    | { kind: "not_started" }
    /** The lease simply runs out, and the sweep settles it. */
    | { kind: "unknown" };
}

/**
 * Records what providers answered, in sets. A receipt may have been faster than the answer: what it brought is never
 * taken back. People are touched only by a failure, at which the ladder looks at once: when their wait can be over at
 * the earliest they have known since the decision, and the ladder then asks the message itself.
 *
 * Nearly every answer says that a message was taken of which nothing else is known. Those are written first, each row
 * looked at once. The others follow in a transaction of their own: whoever waits for a row holds none but of earlier
 * ids, as receipts do, and so the two never wait for each other crosswise. Recorded twice, it is as if it were once.
 */
export async function recordOutcomes(
  db: Database,
  workspaceId: string,
  campaignId: string,
  outcomes: readonly DeliveryOutcome[],
  now: Date,
): Promise<void> {
  const rows = outcomes.filter(({ result }) => result.kind !== "unknown");
  const plain = await acceptPlain(db, workspaceId, campaignId, rows, now);
  const others = rows.filter(({ id }) => !plain.has(id));
  if (others.length > 0) await recordOthers(db, workspaceId, campaignId, others, now);
}

/** Records that messages were taken of which nothing is known but that they left for the try that was answered. */
async function acceptPlain(
  db: Database,
  workspaceId: string,
  campaignId: string,
  outcomes: readonly DeliveryOutcome[],
  now: Date,
): Promise<Set<string>> {
  const rows = outcomes.filter(({ result }) => result.kind === "accepted");
  if (rows.length === 0) return new Set();
  const answers = JSON.stringify(
    rows.map(({ armKey, rung, channel, ...row }) => ({ ...answerOf(row), armKey, rung, channel })),
  );
  const at = now.toISOString();
  const stored = await db.execute<{ id: string }>(sql`
    with ${notWaitingForDisk}, e as materialized (
      select r.* from unhurried cross join jsonb_to_recordset(${answers}::text::jsonb) as r(id uuid, attempts int,
        "armKey" text, rung int, channel text, "providerMessageId" text, "billedUnits" int, "estimatedMicros" int,
        "estimatedCurrency" text)
      order by id
    ), stored as (
      update delivery d set state = 'accepted', accepted_at = ${at}::timestamptz, lease_until = null,
        not_before = null, provider_message_id = coalesce(d.provider_message_id, e."providerMessageId"),
        billed_units = coalesce(d.billed_units, e."billedUnits"),
        estimated_micros = coalesce(d.estimated_micros, e."estimatedMicros"),
        estimated_currency = coalesce(d.estimated_currency, e."estimatedCurrency")
      from e
      -- By their keys in the order of the index, which is the one in which receipts lock them too: whatever the planner
      -- believes of a table it does not know yet, it does not walk through it.
      where d.id = any (array(select id from e)) and d.id = e.id
        and d.state = 'sending' and d.attempts = e.attempts and d.accepted_at is null
      returning d.id, e."armKey", e.rung, e.channel
    ), counted as (
      insert into rollup (campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count)
      select ${campaignId}::uuid, date_trunc('minute', ${at}::timestamptz), "armKey", rung, channel, 'accepted',
        ${workspaceId}::uuid, count(*)
      from stored group by "armKey", rung, channel order by "armKey" collate "C", rung, channel collate "C"
      on conflict (campaign_id, minute, arm_key, rung, channel, metric) do update set count = rollup.count + excluded.count
    )
    select id from stored`);
  return new Set(stored.map(({ id }) => id));
}

/** Records answers whatever else is known of their messages by now. */
async function recordOthers(
  db: Database,
  workspaceId: string,
  campaignId: string,
  rows: readonly DeliveryOutcome[],
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const answers = JSON.stringify(rows.map(answerOf));
  const failed = rows.flatMap(({ id, contactId, rung, result }) =>
    result.kind === "failed" ? [{ id, contactId, rung, campaignId, ...result }] : [],
  );
  await db.transaction(async (tx) => {
    await commitWithoutWaiting(tx);
    type Stored = { id: string; outcome: string; provisionalAt: Date | string | null; refusedAt: Date | string | null };
    const first = await tx.execute<Stored>(sql`
      with e as materialized (
        select * from jsonb_to_recordset(${answers}::text::jsonb) as r(id uuid, attempts int, outcome text,
          "providerMessageId" text, "billedUnits" int, "estimatedMicros" int, "estimatedCurrency" text, code text,
          "notBefore" timestamptz)
        -- In the order in which receipts lock them too, so that the two never wait for each other crosswise.
        order by id
      ), held as materialized (
        select d.* from e cross join lateral (
          -- Open for this answer: nobody has claimed it anew since. An answer may come after the lease ran out.
          select id, state in ('sending', 'unknown') and attempts = e.attempts as is_open, accepted_at, lease_until,
            case when state in ('rejected', 'undeliverable') and accepted_at is null then failed_at end as refused_at
          from delivery where id = e.id for update) d
      )
      update delivery d set
        state = case
          -- Also one that was given back for another try because this answer was so late: it must not go again.
          when e.outcome = 'accepted' and d.state in ('sending', 'unknown', 'pending') then 'accepted'
          when e.outcome in ('retry', 'not_started') and held.is_open then 'pending'
          when e.outcome = 'failed' and held.is_open then 'rejected'
          else d.state end,
        attempts = d.attempts - (e.outcome = 'not_started' and held.is_open)::int,
        provider_message_id = coalesce(d.provider_message_id, e."providerMessageId"),
        -- Our own record counts: a moment that only receipts told of is marked by the lease that stands beside it.
        accepted_at = case when e.outcome = 'accepted' and (d.accepted_at is null or d.lease_until is not null)
          then ${at}::timestamptz else d.accepted_at end,
        billed_units = coalesce(d.billed_units, e."billedUnits"),
        estimated_micros = coalesce(d.estimated_micros, e."estimatedMicros"),
        estimated_currency = coalesce(d.estimated_currency, e."estimatedCurrency"),
        failed_at = case when e.outcome = 'failed' and held.is_open then ${at}::timestamptz else d.failed_at end,
        error_code = case when held.is_open and e.outcome <> 'accepted' then coalesce(e.code, d.error_code) else d.error_code end,
        not_before = case when held.is_open then e."notBefore" else d.not_before end,
        lease_until = case when held.is_open or e.outcome = 'accepted' then null else d.lease_until end
      from e join held on held.id = e.id
      where d.id = e.id
      returning d.id,
        case when e.outcome = 'accepted' and held.accepted_at is not null then 'known'
          when e.outcome = 'failed' and not held.is_open then 'known'
          else e.outcome end as outcome,
        case when e.outcome = 'accepted' and held.lease_until is not null then held.accepted_at end as "provisionalAt",
        case when e.outcome = 'accepted' then held.refused_at end as "refusedAt"`);
    const atOnce = { kind: "look_at", at: null } as const;
    const moved = failed.map(({ contactId, rung }) => ({ campaignId, contactId, rung, step: atOnce }));
    await advanceRecipients(tx, moved, now);
    const unreachable = failed.filter((row) => row.unreachable);
    if (unreachable.length > 0) {
      await tx.execute(sql`
        insert into reachability (address_id, channel, workspace_id, reachable, learned_at, learned_from)
        select d.address_id, d.channel, d.workspace_id, false, ${at}::timestamptz, e.code
        from jsonb_to_recordset(${JSON.stringify(unreachable)}::text::jsonb) as e(id uuid, code text)
        join delivery d on d.id = e.id
        order by 1, 2
        on conflict (address_id, channel) do update
          set reachable = false, learned_at = excluded.learned_at, learned_from = excluded.learned_from`);
    }
    const stored = new Map(first.map((row) => [row.id, row]));
    const counted = rows.flatMap(({ id, armKey, rung, channel }): CountedEvent[] => {
      const { outcome, provisionalAt = null, refusedAt = null } = stored.get(id) ?? {};
      const event = { campaignId, workspaceId, armKey, rung, channel, at: now };
      // What is refused here was never taken: a receipt would have settled it before.
      if (outcome === "failed") {
        return [
          { ...event, metric: "failed" },
          { ...event, metric: "refused" },
        ];
      }
      if (provisionalAt !== null) {
        return [
          { ...event, metric: "accepted" },
          { ...event, metric: "accepted", at: new Date(provisionalAt), by: -1 },
        ];
      }
      if (outcome !== "accepted") return [];
      if (refusedAt === null) return [{ ...event, metric: "accepted" }];
      // Given up or refused before, and taken after all: it was tried once.
      return [
        { ...event, metric: "accepted" },
        { ...event, metric: "refused", at: new Date(refusedAt), by: -1 },
      ];
    });
    await addToRollups(tx, counted);
  });
}

/** What the statement reads of an outcome, and no more: the server takes it apart letter by letter. */
function answerOf({ id, attempts, result }: Pick<DeliveryOutcome, "id" | "attempts" | "result">) {
  if (result.kind === "accepted") {
    const { providerMessageId, billedUnits, estimatedMicros, estimatedCurrency } = result;
    return { id, attempts, outcome: result.kind, providerMessageId, billedUnits, estimatedMicros, estimatedCurrency };
  }
  const code = result.kind === "failed" || result.kind === "retry" ? result.code : null;
  return { id, attempts, outcome: result.kind, code, notBefore: result.kind === "retry" ? result.notBefore : null };
}

export interface Abandonment {
  now: Date;
  /** Until when all that providers have to tell is known. */
  heard: Date;
  /** How long a message whose fate is open waits for a receipt. */
  graceSeconds: number;
  /** Channels whose provider tells what became of a message. */
  channelsWithReceipts: readonly ChannelId[];
}

/** A message that brings down whoever hands it over is tried no more; other failures do not count towards that. */
const unansweredMax = 5;
/** Receipts of the campaign that came this shortly before the crash show that receipts reach us at all. */
const hearingSeconds = 600;

/**
 * Settles what a dead worker left. A lease that ran out means that nobody knows whether the provider got the message:
 * it is `unknown`, and only a receipt can tell. The grace time counts from the moment a living sweep saw it, so that
 * after an outage the provider has time to repeat its receipts, and ends when all are heard that came within it. When
 * none came although the campaign's others do come, the provider never had the message, and it is sent again. Where
 * silence proves nothing (a channel without receipts, or none of the campaign heard) it is never sent again: it counts as
 * failed, and the ladder goes on after its wait.
 */
export async function settleAbandoned(
  db: Database,
  { now, heard, graceSeconds, channelsWithReceipts }: Abandonment,
): Promise<void> {
  const at = now.toISOString();
  await db.execute(sql`
    update delivery set state = 'unknown', lease_until = ${at}::timestamptz
    where state = 'sending' and lease_until < ${at}::timestamptz`);
  await db.transaction(async (tx) => {
    const givenUp = await tx.execute<Record<string, unknown>>(sql`
      with overdue as materialized (
        select d.id, d.unanswered < ${unansweredMax}
            and d.channel in (select jsonb_array_elements_text(${JSON.stringify(channelsWithReceipts)}::text::jsonb))
            and exists (select 1 from rollup u
              where u.campaign_id = d.campaign_id and u.channel = d.channel and u.metric in ('delivered', 'read')
                and u.minute >= d.lease_until - make_interval(secs => ${hearingSeconds})) as is_unsent
        from delivery d
        where d.state = 'unknown'
          and d.lease_until < ${heard.toISOString()}::timestamptz - make_interval(secs => ${graceSeconds})
        for update of d skip locked
      ), again as (
        update delivery d set state = 'pending', lease_until = null, not_before = null, unanswered = d.unanswered + 1
        from overdue where d.id = overdue.id and overdue.is_unsent
      ), given_up as (
        update delivery d set state = 'undeliverable', error_code = 'no_answer', failed_at = ${at}::timestamptz
        from overdue where d.id = overdue.id and not overdue.is_unsent
        returning d.workspace_id, d.campaign_id, d.contact_id, d.rung, d.arm_key, d.channel, d.lease_until
      ), waiting as (
        update recipient r set updated_at = ${at}::timestamptz, next_action_at = greatest(${at}::timestamptz,
          g.lease_until + make_interval(secs => (c.ladder -> 'rungs' -> g.rung::int ->> 'waitSeconds')::int))
        from given_up g join campaign c on c.id = g.campaign_id
        where r.campaign_id = g.campaign_id and r.contact_id = g.contact_id and r.rung = g.rung
          and ${besideKey(sql`r.state = 'active'`)}
      )
      select workspace_id as "workspaceId", campaign_id as "campaignId", rung, arm_key as "armKey", channel from given_up`);
    const counted = givenUp.flatMap((row) =>
      ["failed", "refused"].map((metric) => ({ ...row, metric, at: now }) as unknown as CountedEvent),
    );
    await addToRollups(tx, counted);
  });
}
