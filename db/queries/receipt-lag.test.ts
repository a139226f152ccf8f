import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { receiptLagSeconds } from "@/db/queries/receipt-lag";
import { type delivery, receipt } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
let workspaceId: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.db.delete(receipt);
  workspaceId = await makeWorkspace(database.db);
});

/** Messages that we recorded as taken at the epoch, and this many. */
async function taken(count: number, changes: Partial<typeof delivery.$inferInsert> = {}): Promise<string[]> {
  const person = await makePerson(database.db, workspaceId);
  const campaignId = await makeCampaign(database.db, workspaceId);
  const facts = { state: "accepted", acceptedAt: later(0), ...changes } as const;
  return Promise.all(
    Array.from({ length: count }, (_, rung) => makeDelivery(database.db, person, campaignId, { ...facts, rung })),
  );
}

/** An id as it is made at a moment. */
function idAt(moment: Date): string {
  const digits = moment.getTime().toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-${uuidv7().slice(14)}`;
}

type Stored = Partial<typeof receipt.$inferInsert>;

/** Stores one report for each of these messages, that came in so many seconds after the epoch. */
async function report(
  refs: readonly unknown[],
  seconds: number,
  { body = {}, ...changes }: Stored = {},
): Promise<void> {
  const receivedAt = later(seconds);
  await database.db.insert(receipt).values(
    refs.map((ref) => ({
      ...{ id: idAt(receivedAt), provider: "vonage", kind: "status" as const, workspaceId, receivedAt },
      dedupeKey: uuidv7(),
      body: { message_uuid: "p", status: "submitted", client_ref: ref, ...body },
      ...changes,
    })),
  );
}

const lagAt = (seconds: number) => receiptLagSeconds(database.db, later(seconds));

it("is the time between our own record of the hand-over and the provider's report of it", async () => {
  await report(await taken(5), 12.5);
  expect(await lagAt(13)).toBe(12.5);
});

it("is that of the report in the middle: a few that were posted again change nothing", async () => {
  const [first, second, ...others] = await taken(5);
  await report(others, 1);
  await report([first, second], 50);
  expect(await lagAt(50)).toBe(1);
});

it("is none while hardly anything is reported", async () => {
  expect(await lagAt(12)).toBe(0);
  await report(await taken(4), 12);
  expect(await lagAt(12)).toBe(0);
});

it("holds for a minute and no longer", async () => {
  await report(await taken(5), 12);
  expect(await lagAt(71)).toBe(12);
  expect(await lagAt(72)).toBe(0);
});

it("is not told by what has not come in yet by this clock", async () => {
  await report(await taken(5), 12);
  expect(await lagAt(11)).toBe(0);
});

it("is none when the report is faster than our own record", async () => {
  await report(await taken(5), -2);
  expect(await lagAt(1)).toBe(0);
});

it("is that of the latest reports", async () => {
  await report(await taken(30), 20);
  await report(await taken(20, { acceptedAt: later(20) }), 21);
  expect(await lagAt(22)).toBe(1);
});

it("is found behind hundreds of reports that say something else", async () => {
  const ids = await taken(20);
  for (const [index, id] of ids.entries()) await report([id], 10 + index / 10);
  for (let second = 13; second < 50; second += 1) {
    await report(Array<unknown>(100).fill(ids[0]), second, { body: { status: "delivered" } });
  }
  expect(await lagAt(50)).toBeCloseTo(11.2);
});

it("is read by the clock of the receipts, whenever they were written", async () => {
  const ids = await taken(5);
  for (const id of ids) await report([id], 12, { id: uuidv7() });
  expect(await lagAt(13)).toBe(12);
});

it("counts each message once, from when it was first told of", async () => {
  const [first, ...others] = await taken(5);
  for (let second = 12; second < 22; second += 1) await report([first], second);
  expect(await lagAt(25)).toBe(0);
  await report(others, 2);
  await report(others, 24);
  expect(await lagAt(25)).toBe(2);
});

it.each<[string, Partial<typeof delivery.$inferInsert>, Stored]>([
  ["of messages whose hand-over nobody recorded", { state: "unknown", acceptedAt: null, leaseUntil: later(9) }, {}],
  ["of messages whose hand-over only a receipt told of", { leaseUntil: later(9) }, {}],
  ["that say more", {}, { body: { status: "delivered" } }],
  ["that people wrote", {}, { kind: "inbound" }],
])("is not told by reports %s", async (_, facts, stored) => {
  await report(await taken(9, facts), 12, stored);
  expect(await lagAt(13)).toBe(0);
});

it("is not told by a workspace's reports that name another workspace's messages", async () => {
  const theirs = await taken(9);
  const other = await makeWorkspace(database.db);
  await report(theirs, 50, { workspaceId: other });
  expect(await lagAt(51)).toBe(0);
  // Nor do those change what is told of the messages by their own.
  await report(theirs, 12);
  expect(await lagAt(51)).toBe(12);
});

it("is read in any spelling of an id, and passes over whatever else was posted", async () => {
  const [first = "", ...others] = await taken(5);
  await report([first.toUpperCase(), ...others], 12);
  const refs = [
    undefined,
    null,
    42,
    true,
    {},
    [first],
    { first },
    "",
    "x",
    "-".repeat(36),
    `${first}0`,
    "9".repeat(9999),
  ];
  const statements = ["'; drop table receipt; --", `${first}'::uuid)`, "\u202e", first.replace("-", "\n")];
  for (const [index, ref] of [...refs, ...statements].entries()) await report([ref], 13 + index);
  await report([first], 40, { body: { status: ["submitted"] } });
  for (const body of ["[]", '"submitted"', "7", "null", '["submitted"]']) {
    await database.db.execute(sql`
      insert into receipt (id, provider, kind, dedupe_key, workspace_id, body, received_at)
      values (${idAt(later(41))}, 'vonage', 'status', ${uuidv7()}, ${workspaceId}, ${body}::text::jsonb,
        ${later(41).toISOString()}::timestamptz)`);
  }
  expect(await lagAt(42)).toBe(12);
});

it.each(["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"])(
  "is asked for without harm when a receipt is called %s",
  async (id) => {
    await report([uuidv7()], 12, { id });
    expect(await lagAt(13)).toBe(0);
  },
);
