import { and, eq, ne } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendConsentEvents, consentHistory } from "@/db/queries/consent";
import { recordEngagements } from "@/db/queries/engagement";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { advanceRecipients } from "@/db/queries/progress";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { delivery, engagement, reachability, receipt, receiptWaiting, recipient, rollup } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { globalScope } from "@/lib/consent/scope";
import type { Rung } from "@/lib/ladder/schema";

let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

let serial = 0;
interface Report {
  status: string;
  seconds: number;
  code: string | null;
}

function statusReceipt(deliveryId: string | null, { status, seconds, code }: Report, extra: object = {}) {
  serial += 1;
  const at = later(seconds);
  return {
    ...{ workspaceId, provider: "vonage", kind: "status" as const, dedupeKey: `k${serial}`, receivedAt: later(900) },
    body: {
      ...{ message_uuid: `provider-${deliveryId}`, to: "1", from: "2", channel: "rcs", status },
      ...(deliveryId === null ? {} : { client_ref: deliveryId }),
      ...(code === null ? {} : { error: { title: code } }),
      ...{ timestamp: at.toISOString(), ...extra },
    },
  };
}
const now = later(1000);
const apply = (max = 2000) => applyStatusReceipts(database.db, { now, max });

async function scene(rungs: Rung[], changes: Parameters<typeof makeDelivery>[3] = {}) {
  const person = await makePerson(database.db, workspaceId);
  const campaignId = await makeCampaign(database.db, workspaceId, { rungs });
  const id = await makeDelivery(database.db, person, campaignId, changes);
  // As the decision leaves people: at the earliest, the wait can be over then.
  const nextActionAt = later(rungs[0]?.waitSeconds ?? 0);
  await database.db.update(recipient).set({ nextActionAt }).where(eq(recipient.campaignId, campaignId));
  const look = async () => {
    const [deliveryRow] = await database.db.select().from(delivery).where(eq(delivery.id, id));
    const [recipientRow] = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    const counts = await database.db
      .select({ minute: rollup.minute, metric: rollup.metric, count: rollup.count })
      .from(rollup)
      .where(and(eq(rollup.campaignId, campaignId), ne(rollup.count, 0)))
      .orderBy(rollup.metric, rollup.minute);
    const [reach] = await database.db.select().from(reachability).where(eq(reachability.addressId, person.addressId));
    const { state, leaseUntil, acceptedAt, deliveredAt, readAt, failedAt, errorCode, costMicros, costCurrency } =
      deliveryRow ?? {};
    return {
      delivery: { state, leaseUntil, acceptedAt, deliveredAt, readAt, failedAt, errorCode, costMicros, costCurrency },
      recipient: { state: recipientRow?.state, next: recipientRow?.nextActionAt, reason: recipientRow?.reason },
      reach: reach === undefined ? null : { reachable: reach.reachable, at: reach.learnedAt, from: reach.learnedFrom },
      counts,
    };
  };
  return { ...person, campaignId, id, look };
}

const rungs = (success: Rung["success"]): Rung[] => [
  { id: "r1", channels: ["rcs"], waitSeconds: 3600, success },
  { id: "r2", channels: ["sms"], waitSeconds: 3600, success: "delivered" },
];

/** What was seen; of a person who waits, whether the ladder asks in time. When the wait is over it finds from the message. */
function asked({
  recipient: { next, ...person },
  ...seen
}: Awaited<ReturnType<Awaited<ReturnType<typeof scene>>["look"]>>) {
  const { acceptedAt } = seen.delivery;
  const isInTime = !next || !acceptedAt || next.getTime() <= acceptedAt.getTime() + 3_600_000;
  return { ...seen, recipient: { ...person, next: next && next > now ? isInTime : next } };
}

describe("status receipts", () => {
  it("lead to the same rows in any order, in any batches, any number of times", async () => {
    const report = fc.record({
      status: fc.constantFrom("submitted", "delivered", "read", "rejected", "undeliverable"),
      seconds: fc.integer({ min: 1, max: 800 }),
      code: fc.constantFrom(null, "1300", "1360"),
    });
    const start = fc.constantFrom(
      { state: "sending" as const, leaseUntil: later(60) },
      { state: "unknown" as const, leaseUntil: later(60) },
      { state: "accepted" as const, acceptedAt: later(2), providerMessageId: "p" },
    );
    const orders = fc.array(report, { minLength: 1, maxLength: 5 }).chain((reports) => {
      const indices = [...reports.keys(), ...reports.keys()];
      const whole = { minLength: indices.length, maxLength: indices.length };
      return fc.tuple(fc.constant(reports), fc.shuffledSubarray(indices, whole), fc.nat(10));
    });
    await fc.assert(
      fc.asyncProperty(
        start,
        fc.constantFrom("delivered", "read", "engaged"),
        orders,
        async (changes, success, order) => {
          const [reports, shuffled, cut] = order;
          const [plain, mixed] = [await scene(rungs(success), changes), await scene(rungs(success), changes)];
          await storeReceipts(
            database.db,
            reports.map((each) => statusReceipt(plain.id, each)),
          );
          await apply();
          for (const part of [shuffled.slice(0, cut), shuffled.slice(cut)]) {
            const again = part.flatMap((index) => reports[index] ?? []);
            if (again.length === 0) continue;
            await storeReceipts(
              database.db,
              again.map((each) => statusReceipt(mixed.id, each)),
            );
            await apply(1 + (cut % 3));
            await apply();
          }
          expect(asked(await mixed.look())).toEqual(asked(await plain.look()));
        },
      ),
      { numRuns: 80 },
    );
  });

  it("are stored once, however often they are posted, and alone or among others", async () => {
    const { id } = await scene(rungs("engaged"));
    const one = statusReceipt(id, { status: "submitted", seconds: 1, code: null });
    const two = statusReceipt(id, { status: "delivered", seconds: 2, code: null });
    const [first] = await storeReceipts(database.db, [one]);
    expect(first).not.toBeNull();
    const [again, other, third] = await storeReceipts(database.db, [one, two, two]);
    expect([again, third].every((each) => each === null)).toBe(true);
    expect(other).not.toBeNull();
    const rows = await database.db.select().from(receipt).where(eq(receipt.dedupeKey, one.dedupeKey));
    expect(rows).toHaveLength(1);
  });

  it("settle a delivery whose hand-over was lost in a crash, and leave its wait as it is", async () => {
    const lost = await scene(rungs("engaged"), { state: "unknown", leaseUntil: later(30) });
    await storeReceipts(database.db, [statusReceipt(lost.id, { status: "submitted", seconds: 5, code: null })]);
    await apply();
    expect(await lost.look()).toMatchObject({
      delivery: { state: "accepted", acceptedAt: later(5) },
      recipient: { state: "active", next: later(3600) },
      counts: [{ metric: "accepted", count: 1 }],
    });
  });

  it("end the ladder when they meet its condition, and take back what waits", async () => {
    const person = await scene(rungs("delivered"), { state: "accepted", acceptedAt: later(1) });
    await makeDelivery(database.db, person, person.campaignId, { rung: 1, channel: "sms" });
    await storeReceipts(database.db, [statusReceipt(person.id, { status: "delivered", seconds: 5, code: null })]);
    await apply();
    expect((await person.look()).recipient).toEqual({ state: "succeeded", next: null, reason: "success_delivered" });
    const rows = await database.db.select().from(delivery).where(eq(delivery.campaignId, person.campaignId));
    expect(rows.find((row) => row.rung === 1)?.state).toBe("cancelled");
  });

  it("success takes back a message of the same rung that waits for another try", async () => {
    const person = await scene(rungs("engaged"), { state: "pending", notBefore: later(2000) });
    const { campaignId, contactId } = person;
    await advanceRecipients(
      database.db,
      [{ campaignId, contactId, rung: 0, step: { kind: "succeeded", reason: "success_engaged" } }],
      now,
    );
    expect((await person.look()).delivery.state).toBe("cancelled");
  });

  it("make the ladder look at once when the message failed, and remember an address without the app", async () => {
    const person = await scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) });
    const failed = { status: "rejected", seconds: 5, code: "1300" };
    await storeReceipts(database.db, [statusReceipt(person.id, failed, { usage: { price: "0.05", currency: "EUR" } })]);
    await apply();
    expect(await person.look()).toMatchObject({
      delivery: { state: "rejected", errorCode: "1300", costMicros: 50_000, costCurrency: "EUR" },
      recipient: { state: "active", next: null },
      reach: { reachable: false, from: "1300" },
    });
  });

  it("move nobody who has left, and nobody who is on another rung", async () => {
    const left = await scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) });
    await appendConsentEvents(database.db, [
      {
        ...{ ...globalScope, workspaceId, contactId: left.contactId },
        ...{ status: "opted_out", source: "keyword", proof: {}, at: later(2) },
      },
    ]);
    const moved = await scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) });
    await makeDelivery(database.db, moved, moved.campaignId, { rung: 1, channel: "sms" });
    const failed = { status: "rejected", seconds: 5, code: "1360" };
    await storeReceipts(database.db, [statusReceipt(left.id, failed), statusReceipt(moved.id, failed)]);
    await apply();
    expect((await left.look()).recipient).toMatchObject({ state: "opted_out", next: null });
    expect((await moved.look()).recipient).toMatchObject({ state: "active", next: later(3600) });
  });

  it("carry a STOP the carrier heard into the ledger, once", async () => {
    const person = await scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) });
    for (const seconds of [5, 6]) {
      await storeReceipts(database.db, [statusReceipt(person.id, { status: "rejected", seconds, code: "1240" })]);
      await apply();
    }
    const history = await consentHistory(database.db, workspaceId, person.contactId);
    expect(history).toMatchObject([{ channel: "*", topic: "*", status: "opted_out", source: "provider" }]);
    expect((await person.look()).recipient).toMatchObject({ state: "opted_out", next: null });
  });

  it("about an unknown message wait for it a while, then say so; with our own reference they say so at once", async () => {
    const quiet = statusReceipt(null, { status: "submitted", seconds: 1, code: null });
    const named = statusReceipt("0190c1a0-0000-7000-8000-00000000dead", {
      status: "submitted",
      seconds: 1,
      code: null,
    });
    const broken = { ...quiet, dedupeKey: "broken", body: { hello: "world" } };
    await storeReceipts(database.db, [quiet, named, broken]);
    const outcomeOf = async (key: string) => {
      const [row] = await database.db.select().from(receipt).where(eq(receipt.dedupeKey, key));
      const waits = await database.db
        .select()
        .from(receiptWaiting)
        .where(eq(receiptWaiting.receiptId, row?.id ?? ""));
      return waits.length > 0 ? `waits, ${row?.outcome}` : row?.outcome;
    };
    await applyStatusReceipts(database.db, { now: later(901), max: 10 });
    expect(await Promise.all([quiet, named, broken].map((each) => outcomeOf(each.dedupeKey)))).toEqual([
      "waits, null",
      "no_such_message",
      "unreadable",
    ]);
    await applyStatusReceipts(database.db, { now: later(902), max: 10 });
    expect(await outcomeOf(quiet.dedupeKey)).toBe("waits, null");
    await applyStatusReceipts(database.db, { now: later(2000), max: 10 });
    expect(await outcomeOf(quiet.dedupeKey)).toBe("no_such_message");
  });

  it("that are put off are passed over until then, and come after those that are new", async () => {
    const early = statusReceipt(null, { status: "submitted", seconds: 1, code: null }, { message_uuid: "elsewhere" });
    await storeReceipts(database.db, [early]);
    expect(await applyStatusReceipts(database.db, { now: later(901), max: 10 })).toMatchObject({ waiting: 1 });
    expect(await applyStatusReceipts(database.db, { now: later(915), max: 10 })).toMatchObject({ claimed: 0 });
    const person = await scene(rungs("delivered"), { state: "accepted", acceptedAt: later(1) });
    await storeReceipts(database.db, [statusReceipt(person.id, { status: "delivered", seconds: 5, code: null })]);
    for (const expected of [{ applied: 1 }, { waiting: 1 }, { claimed: 0 }]) {
      expect(await applyStatusReceipts(database.db, { now: later(917), max: 1 })).toMatchObject(expected);
    }
    // Received at 900, looked at 917: as long again, and at the end of ten minutes for the last time.
    for (const [seconds, expected] of [
      [934, { waiting: 1 }],
      [967, { claimed: 0 }],
      [1400, { waiting: 1 }],
      [1499, { claimed: 0 }],
    ] as const) {
      expect(await applyStatusReceipts(database.db, { now: later(seconds), max: 10 })).toMatchObject(expected);
    }
    expect(await applyStatusReceipts(database.db, { now: later(1500), max: 10 })).toMatchObject({
      claimed: 1,
      waiting: 0,
    });
  });

  it("that were being applied when it broke off wait as before", async () => {
    const person = await scene(rungs("delivered"), { state: "accepted", acceptedAt: later(1) });
    const unknown = statusReceipt(null, { status: "submitted", seconds: 1, code: null });
    await storeReceipts(database.db, [
      statusReceipt(person.id, { status: "delivered", seconds: 5, code: null }),
      unknown,
    ]);
    const before = await database.db.select().from(receiptWaiting);
    const breaking = database.db.transaction(async (tx) => {
      expect(await applyStatusReceipts(tx, { now, max: 10 })).toMatchObject({ applied: 1, waiting: 1 });
      throw new Error("broke off");
    });
    await expect(breaking).rejects.toThrow("broke off");
    expect(await database.db.select().from(receiptWaiting)).toEqual(before);
    expect(await apply()).toMatchObject({ applied: 1, waiting: 1 });
    expect((await person.look()).delivery.state).toBe("delivered");
    await applyStatusReceipts(database.db, { now: later(2000), max: 10 });
  });

  it("find their message by our reference in any spelling, or by the provider's id, several of one set", async () => {
    const person = await scene(rungs("read"), {
      state: "accepted",
      acceptedAt: later(1),
      providerMessageId: "of-both",
    });
    const named = statusReceipt(person.id.toUpperCase(), { status: "submitted", seconds: 2, code: null });
    const unnamed = statusReceipt(null, { status: "read", seconds: 6, code: null }, { message_uuid: "of-both" });
    const again = statusReceipt(person.id, { status: "delivered", seconds: 5, code: null });
    await storeReceipts(database.db, [named, unnamed, again]);
    expect(await apply()).toMatchObject({ applied: 3 });
    expect((await person.look()).delivery).toMatchObject({ deliveredAt: later(5), readAt: later(6) });
  });

  it("of another workspace touch nothing here, by whatever they name the message, even beside our own", async () => {
    const state = { state: "accepted", acceptedAt: later(1) } as const;
    const person = await scene(rungs("read"), { ...state, providerMessageId: "ours-alone" });
    const elsewhere = await makeWorkspace(database.db);
    const own = statusReceipt(person.id, { status: "delivered", seconds: 5, code: null });
    const read = { status: "read", seconds: 6, code: null };
    const foreign = [statusReceipt(person.id, read), statusReceipt(null, read, { message_uuid: "ours-alone" })].map(
      (report) => ({ ...report, workspaceId: elsewhere }),
    );
    await storeReceipts(database.db, foreign);
    await apply();
    expect((await person.look()).delivery.state).toBe("accepted");
    await storeReceipts(database.db, [
      ...foreign.map((report) => ({ ...report, dedupeKey: `${report.dedupeKey} again` })),
      own,
    ]);
    await apply();
    expect((await person.look()).delivery).toMatchObject({ state: "delivered", readAt: null });
    await applyStatusReceipts(database.db, { now: later(2000), max: 10 });
  });

  it("find their messages while the hand-overs are being recorded", async () => {
    const sending = { state: "sending", leaseUntil: later(60) } as const;
    const people = await Promise.all(Array.from({ length: 40 }, () => scene(rungs("delivered"), sending)));
    await storeReceipts(
      database.db,
      people.flatMap(({ id }) => [
        statusReceipt(id, { status: "submitted", seconds: 4, code: null }),
        statusReceipt(id, { status: "delivered", seconds: 5, code: null }),
      ]),
    );
    let applying: Promise<unknown> | undefined;
    await database.sql.begin(async (tx) => {
      await tx`update delivery set provider_message_id = 'p', state = 'accepted', accepted_at = ${later(4)}
        where id = any (${people.map(({ id }) => id)}::uuid[])`;
      applying = apply();
      const waits = () => database.sql`select 1 from pg_locks where not granted and locktype = 'transactionid'`;
      while ((await waits()).length === 0);
    });
    await applying;
    for (const { look } of people) expect((await look()).delivery.state).toBe("delivered");
  });

  it("are applied once by several workers at the same time", async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, () => scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) })),
    );
    await storeReceipts(
      database.db,
      people.map(({ id }) => statusReceipt(id, { status: "delivered", seconds: 5, code: null })),
    );
    const results = await Promise.all([apply(10), apply(10), apply(10), apply(10)]);
    await apply();
    expect(results.reduce((sum, each) => sum + each.applied, 0)).toBe(30);
    for (const { look } of people) expect((await look()).counts).toMatchObject([{ metric: "delivered", count: 1 }]);
  });
});

describe("what people do", () => {
  const act = (person: Awaited<ReturnType<typeof scene>>, dedupeKey: string) => ({
    ...{ workspaceId, contactId: person.contactId, deliveryId: person.id, kind: "click" as const },
    ...{ channel: "rcs" as const, target: "more", isBot: false, dedupeKey, at: later(20) },
  });

  it("counts once, engages the delivery and ends a ladder that waits for it", async () => {
    const person = await scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) });
    for (let round = 0; round < 2; round++)
      await recordEngagements(database.db, [act(person, `once ${person.id}`)], now);
    const seen = await person.look();
    expect(seen.recipient).toEqual({ state: "succeeded", next: null, reason: "success_engaged" });
    expect(seen.counts).toMatchObject([
      { metric: "clicked", count: 1 },
      { metric: "engaged", count: 1 },
    ]);
  });

  it("by machines is kept, marked, counted apart, and moves nobody", async () => {
    const person = await scene(rungs("engaged"), { state: "accepted", acceptedAt: later(1) });
    await recordEngagements(database.db, [{ ...act(person, `bot ${person.id}`), isBot: true }], now);
    expect(await person.look()).toMatchObject({
      recipient: { state: "active" },
      counts: [{ metric: "machine_opened", count: 1 }],
    });
    const rows = await database.db.select().from(engagement).where(eq(engagement.deliveryId, person.id));
    expect(rows).toMatchObject([{ isBot: true }]);
  });
});
