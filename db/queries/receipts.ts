import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { executePrepared } from "@/db/execute-prepared";
import type { Writer } from "@/db/queries/consent";
import { learnBlocks } from "@/db/queries/learn-blocks";
import { learnReachability, optOutAtProvider, type ReadReceipt } from "@/db/queries/learn-from-receipts";
import { oldNews } from "@/db/queries/old-news";
import { advanceRecipients, type Progress } from "@/db/queries/progress";
import { commitWithoutWaiting } from "@/db/queries/repeatable";
import { type LockedDelivery, lockDeliveries } from "@/db/queries/reported-deliveries";
import { addToRollups, type CountedEvent } from "@/db/queries/rollups";
import { applyTestReceipts } from "@/db/queries/test-receipts";
import { putOff, takeStatusReceipts, type WaitingReceipt } from "@/db/queries/waiting-receipts";
import { isMet, waitEnds } from "@/lib/ladder/next-step";
import { isUuid } from "@/lib/links/uuid-bytes";
import { applyCharge } from "@/lib/receipts/apply-charge";
import { applyEvidence, plausibleMoment } from "@/lib/receipts/apply-evidence";
import { countChanges } from "@/lib/receipts/count-changes";
import { readVonageStatus } from "@/lib/receipts/vonage-status";

type Statements = Pick<Writer, "execute">;

/** What a provider posted, as it is stored. */
export interface NewReceipt {
  workspaceId: string;
  provider: string;
  kind: "status" | "inbound";
  dedupeKey: string;
  body: Record<string, unknown>;
  receivedAt: Date;
}

/**
 * Stores webhooks in one statement, to be applied by the background. Per receipt: its new id, or null when the same
 * event is already stored.
 */
export async function storeReceipts(
  db: Pick<Database, "$client">,
  receipts: readonly NewReceipt[],
): Promise<(string | null)[]> {
  const rows = receipts.map((receipt) => ({ ...receipt, id: uuidv7() }));
  // In the order of the keys, so that two servers that are told the same never wait for each other crosswise.
  const stored = await executePrepared<{ id: string }>(
    db,
    sql`
    with stored as (
      insert into receipt (id, workspace_id, provider, kind, dedupe_key, body, received_at)
      select e.id, e."workspaceId", e.provider, e.kind, e."dedupeKey", e.body, e."receivedAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(id uuid, "workspaceId" uuid, provider text,
        kind text, "dedupeKey" text, body jsonb, "receivedAt" timestamptz)
      order by e."dedupeKey"
      on conflict (dedupe_key) do nothing returning id, workspace_id, kind, received_at)
    insert into receipt_waiting (receipt_id, workspace_id, kind, received_at)
    select id, workspace_id, kind, received_at from stored returning receipt_id as id`,
  );
  const ids = new Set(stored.map((row) => row.id));
  return rows.map((row) => (ids.has(row.id) ? row.id : null));
}

/** How long a receipt that names no message of ours waits for one to turn up. */
const waitForMessageSeconds = 600;
/** It is looked for again after so long at first, then after as long again as it has waited. */
const lookAgainSeconds = 15;

export interface AppliedReceipts {
  /** How many were looked at: a full set means that more may be waiting. */
  claimed: number;
  applied: number;
  /** Put off, because the message they name may still turn up. */
  waiting: number;
}

/**
 * Applies waiting status receipts in one transaction: deliveries, the charts' counts, people's progress, what was
 * learned about addresses, and that the receipts wait no longer. Any number of workers may do this at once.
 */
export async function applyStatusReceipts(
  db: Writer,
  { now, max }: { now: Date; max: number },
): Promise<AppliedReceipts> {
  return db.transaction(async (tx) => {
    await commitWithoutWaiting(tx);
    await planForKeys(tx);
    const taken = await takeStatusReceipts(tx, { now, max });
    if (taken.length === 0) return { claimed: 0, applied: 0, waiting: 0 };
    const all = taken.map((receipt) => ({ ...receipt, report: readVonageStatus(receipt.body) }));
    const known = await oldNews(tx, all);
    const read = all.filter(({ id }) => !known.has(id));
    const deliveries = await lockDeliveries(tx, read);
    const changes = changesOf(read, deliveries);
    await saveDeliveries(tx, changes);
    await learnReachability(tx, read, deliveries);
    await learnBlocks(tx, read, deliveries);
    await advanceRecipients(tx, progressOf(changes), now);
    await optOutAtProvider(tx, read, deliveries, now);
    await addToRollups(tx, changes.flatMap(countsOf));
    const { applied, waiting } = await settleReceipts(tx, read, deliveries, now);
    return { claimed: taken.length, applied: applied + known.size, waiting };
  });
}

/**
 * Sets of keys are looked up one by one or hashed. To price a merge as well, the planner would look for the ends of an
 * index past everything that was just rewritten there, for each statement anew: longer than some of them take.
 */
async function planForKeys(tx: Statements): Promise<void> {
  await tx.execute(sql`set local enable_mergejoin = off`);
}

interface Change {
  before: LockedDelivery;
  after: LockedDelivery;
}

/** What all receipts of this set together make of each delivery; deliveries that stay as they are, are left out. */
function changesOf(receipts: readonly ReadReceipt[], deliveries: ReadonlyMap<string, LockedDelivery>): Change[] {
  const changes = new Map<string, Change>();
  for (const { id, receivedAt, report } of receipts) {
    const delivery = deliveries.get(id);
    if (delivery === undefined || report === null) continue;
    const { before, after } = changes.get(delivery.id) ?? { before: delivery, after: delivery };
    const at = plausibleMoment(report.evidence.at, delivery.createdAt, receivedAt);
    changes.set(delivery.id, {
      before,
      after: {
        ...after,
        ...applyEvidence(after, { ...report.evidence, at }),
        providerMessageId: after.providerMessageId ?? report.providerMessageId,
        ...applyCharge(after, report.charge),
      },
    });
  }
  return [...changes.values()].filter(hasChanged);
}

const savedMoments = ["leaseUntil", "acceptedAt", "deliveredAt", "readAt", "failedAt"] as const;
const savedValues = ["state", "errorCode", "providerMessageId", "costMicros", "costCurrency"] as const;
type SavedField = (typeof savedMoments)[number] | (typeof savedValues)[number];

function hasChanged(change: Change): boolean {
  return changedFields(change).length > 0;
}

function changedFields({ before, after }: Change): SavedField[] {
  return [
    ...savedMoments.filter((field) => before[field]?.getTime() !== after[field]?.getTime()),
    ...savedValues.filter((field) => before[field] !== after[field]),
  ];
}

/** Of nearly all messages nothing is news but that they arrived. */
const arrivalFields: ReadonlySet<SavedField> = new Set(["state", "deliveredAt"]);

async function saveDeliveries(tx: Statements, changes: readonly Change[]): Promise<void> {
  const arrivals: Change[] = [];
  const others: Change[] = [];
  for (const change of changes) {
    const isArrival = changedFields(change).every((field) => arrivalFields.has(field));
    (isArrival ? arrivals : others).push(change);
  }
  await saveArrivals(tx, arrivals);
  await saveWhole(tx, others);
}

/** It had been called back, and still the phone was faster. */
const revokeOutcome = sql`case when d.revoke_outcome = 'revoked' and e."deliveredAt" is not null then 'delivered_first'
  else d.revoke_outcome end`;

async function saveArrivals(tx: Statements, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ after: { id, state, deliveredAt } }) => ({ id, state, deliveredAt }));
  await tx.execute(sql`
    update delivery d set state = e.state, delivered_at = e."deliveredAt", revoke_outcome = ${revokeOutcome}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(id uuid, state text, "deliveredAt" timestamptz)
    where d.id = e.id`);
}

async function saveWhole(tx: Statements, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const json = JSON.stringify(
    changes.map(({ after }) => after),
    ["id", ...savedMoments, ...savedValues],
  );
  await tx.execute(sql`
    update delivery d set state = e.state, lease_until = e."leaseUntil", accepted_at = e."acceptedAt",
      delivered_at = e."deliveredAt", read_at = e."readAt", failed_at = e."failedAt", error_code = e."errorCode",
      provider_message_id = e."providerMessageId", cost_micros = e."costMicros",
      cost_currency = e."costCurrency", revoke_outcome = ${revokeOutcome}
    from jsonb_to_recordset(${json}::text::jsonb) as e(id uuid, state text, "leaseUntil" timestamptz,
      "acceptedAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz, "failedAt" timestamptz,
      "errorCode" text, "providerMessageId" text, "costMicros" int, "costCurrency" text)
    where d.id = e.id`);
}

function countsOf({ before, after }: Change): CountedEvent[] {
  const { campaignId, workspaceId, armKey, rung, channel, revokedAt } = after;
  const changes: Pick<CountedEvent, "metric" | "at" | "by">[] = countChanges(before, after);
  if (revokedAt !== null && after.deliveredAt !== null) {
    changes.push({ metric: "revoked", at: revokedAt, by: -1 }, { metric: "revoke_late", at: revokedAt });
  }
  return changes.map((change) => ({ campaignId, workspaceId, armKey, rung, channel, ...change }));
}

/**
 * Success ends the ladder; a failure lets it look at once; a failure that proved wrong resumes the wait. Nothing else
 * moves anybody.
 */
function progressOf(changes: readonly Change[]): Progress[] {
  return changes.flatMap(({ before, after }): Progress[] => {
    const rung = after.rungSetup;
    if (rung === null || after.acceptedAt === null) return [];
    const who = { campaignId: after.campaignId, contactId: after.contactId, rung: after.rung };
    if (isMet(rung.success, { ...after, convertedAt: null })) {
      return [{ ...who, step: { kind: "succeeded", reason: `success_${rung.success}` } }];
    }
    const hasFailed = after.failedAt !== null;
    if (hasFailed === (before.failedAt !== null)) return [];
    // From the making of the message, as the decision did: other receipts may still date the acceptance back.
    return [{ ...who, step: { kind: "look_at", at: hasFailed ? null : waitEnds(rung, after.createdAt) } }];
  });
}

/** Nothing is to be written about those that were applied, which is nearly all. */
async function settleReceipts(
  tx: Statements,
  receipts: readonly (ReadReceipt & WaitingReceipt)[],
  deliveries: ReadonlyMap<string, LockedDelivery>,
  now: Date,
) {
  const others = receipts.filter((receipt) => !deliveries.has(receipt.id));
  const ours = await answersAmong(tx, others);
  const tests = await applyTestReceipts(tx, others);
  const early: (WaitingReceipt & { until: Date })[] = [];
  const inVain: { id: string; outcome: string }[] = [];
  for (const receipt of others) {
    const { id, receivedAt, report } = receipt;
    const ref = report?.clientRef ?? null;
    if (tests.has(id) || (ref !== null && ours.has(ref))) continue;
    // A delivery exists before it is handed over, so one that our reference does not find will not turn up.
    const ageMs = now.getTime() - receivedAt.getTime();
    const mayTurnUp = ref === null && ageMs < waitForMessageSeconds * 1000;
    if (report === null) inVain.push({ id, outcome: "unreadable" });
    else if (mayTurnUp) {
      const restMs = Math.max(lookAgainSeconds * 1000, Math.min(ageMs, waitForMessageSeconds * 1000 - ageMs));
      early.push({ ...receipt, until: new Date(now.getTime() + restMs) });
    } else inVain.push({ id, outcome: "no_such_message" });
  }
  await putOff(tx, early);
  if (inVain.length > 0) {
    await tx.execute(sql`
      update receipt r set outcome = e.outcome
      from jsonb_to_recordset(${JSON.stringify(inVain)}::text::jsonb) as e(id uuid, outcome text) where r.id = e.id`);
  }
  return { applied: receipts.length - early.length - inVain.length, waiting: early.length };
}

/** References that name our own answers to STOP, HELP and START: they have receipts too, and need nothing more. */
async function answersAmong(tx: Statements, receipts: readonly ReadReceipt[]): Promise<Set<string>> {
  const refs = receipts.flatMap(({ report }) =>
    report?.clientRef && isUuid(report.clientRef) ? [report.clientRef] : [],
  );
  if (refs.length === 0) return new Set();
  const rows = await tx.execute<{ id: string }>(sql`
    select id from answer
    where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(refs)}::text::jsonb))`);
  return new Set(rows.map((row) => row.id));
}
