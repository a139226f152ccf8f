import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { providerHealth } from "@/db/schema/tables";
import type { ChannelId } from "@/lib/channels/ids";
import type { ProviderAccount } from "@/lib/health/account-of";
import type { AnswerCounts } from "@/lib/health/answer-class";
import { afterAnswers, type Circuit, closed, closedCircuit, isProbeDue, probing } from "@/lib/health/circuit";

/** Whose circuit. */
export interface CircuitKey {
  account: ProviderAccount;
  channel: ChannelId;
}

export type StoredCircuit = CircuitKey & Circuit & { lastCode: string | null; updatedAt: Date };

/** The circuits of a workspace: a handful of rows. */
export async function loadCircuits(db: Pick<Database, "select">, workspaceId: string): Promise<StoredCircuit[]> {
  const rows = await db
    .select()
    .from(providerHealth)
    .where(eq(providerHealth.workspaceId, workspaceId))
    .orderBy(providerHealth.account, providerHealth.channel);
  return rows.map(stored);
}

/** Answers of one channel since a worker last told of them. */
export interface ProviderAnswers extends CircuitKey {
  counts: AnswerCounts;
  /** Of the last failure among them. */
  lastCode: string | null;
  /** Whether they are the answer to the one message that was tried. */
  isProbe: boolean;
}

/** Adds a set of answers to the circuits and lets each decide whether it opens or closes. Workers take turns by row. */
export async function recordAnswers(
  db: Database,
  workspaceId: string,
  answers: readonly ProviderAnswers[],
  now: Date,
): Promise<void> {
  if (answers.length === 0) return;
  await db.transaction(async (tx) => {
    // In one order for everybody, so that two workers never wait for each other crosswise.
    for (const each of [...answers].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))) {
      const before = await lockCircuit(tx, workspaceId, each, now);
      const { counts, lastCode } = each;
      await tx
        .update(providerHealth)
        .set({
          ...columnsOf(afterAnswers(before, counts, each.isProbe && before.state === "half_open", now)),
          ...(lastCode === null ? {} : { lastCode }),
          accepted: sql`${providerHealth.accepted} + ${counts.accepted}`,
          refused: sql`${providerHealth.refused} + ${counts.refused}`,
          transient: sql`${providerHealth.transient} + ${counts.transient}`,
          throttled: sql`${providerHealth.throttled} + ${counts.throttled}`,
          accountRefused: sql`${providerHealth.accountRefused} + ${counts.account}`,
          noAnswer: sql`${providerHealth.noAnswer} + ${counts.noAnswer}`,
          updatedAt: now,
        })
        .where(isCircuit(workspaceId, each));
    }
  });
}

/** Takes on the one message that is tried when an open circuit's time is over; false when somebody else has it. */
export async function takeProbe(db: Database, workspaceId: string, key: CircuitKey, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const circuit = await lockCircuit(tx, workspaceId, key, now);
    if (!isProbeDue(circuit, now)) return false;
    await tx
      .update(providerHealth)
      .set(columnsOf(probing(circuit, now)))
      .where(isCircuit(workspaceId, key));
    return true;
  });
}

/** Gives a probe back that found no message to try, so that another campaign's worker may have it at once. */
export async function returnProbe(db: Database, workspaceId: string, key: CircuitKey, now: Date): Promise<void> {
  await db
    .update(providerHealth)
    .set({ until: now })
    .where(and(isCircuit(workspaceId, key), eq(providerHealth.state, "half_open")));
}

/** Closes a circuit because somebody says that its cause is mended. False when it is not open (any more). */
export async function closeCircuit(
  tx: Pick<Database, "select" | "update">,
  workspaceId: string,
  key: CircuitKey,
  now: Date,
): Promise<boolean> {
  const [row] = await tx.select().from(providerHealth).where(isCircuit(workspaceId, key)).for("update");
  if (row === undefined || row.state === "closed") return false;
  await tx
    .update(providerHealth)
    .set({ ...columnsOf({ ...closed(stored(row), now), openings: 0, closedAt: null }), updatedAt: now })
    .where(isCircuit(workspaceId, key));
  return true;
}

async function lockCircuit(
  tx: Pick<Database, "select" | "insert">,
  workspaceId: string,
  key: CircuitKey,
  now: Date,
): Promise<StoredCircuit> {
  const find = () => tx.select().from(providerHealth).where(isCircuit(workspaceId, key)).for("update");
  const [known] = await find();
  if (known !== undefined) return stored(known);
  const { account, channel } = key;
  await tx
    .insert(providerHealth)
    .values({ workspaceId, account, channel, ...columnsOf(closedCircuit), updatedAt: now })
    .onConflictDoNothing();
  const [made] = await find();
  if (made === undefined) throw new Error("a row that was just inserted is there");
  return stored(made);
}

function isCircuit(workspaceId: string, { account, channel }: CircuitKey) {
  return and(
    eq(providerHealth.workspaceId, workspaceId),
    eq(providerHealth.account, account),
    eq(providerHealth.channel, channel),
  );
}

function stored(row: typeof providerHealth.$inferSelect): StoredCircuit {
  const { account, channel, state, cause, failingPercent, until, openings, closedAt, recent, lastCode, updatedAt } =
    row;
  return { account, channel, state, cause, failingPercent, until, openings, closedAt, recent, lastCode, updatedAt };
}

function columnsOf({ state, cause, failingPercent, until, openings, closedAt, recent }: Circuit) {
  return { state, cause, failingPercent, until, openings, closedAt, recent };
}

function keyOf({ account, channel }: CircuitKey): string {
  return `${account} ${channel}`;
}
