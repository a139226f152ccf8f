import { and, eq, ne } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordOutcomes } from "@/db/queries/deliveries";
import { recordEngagements } from "@/db/queries/engagement";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { consent, delivery, engagement, reachability, recipient, rollup } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

/** Everything that can be told about one message, by whom it may. */
type News =
  | { kind: "answer" }
  | { kind: "click"; seconds: number }
  | { kind: "receipt"; status: string; seconds: number; code: string | null; isNamed: boolean };

const answeredAt = 95;
const waitSeconds = 3600;
/** Later than all that is told; what is due then is due, whenever it was found out. */
const end = 2_000;

const receiptOf = (status: string, code: string | null = null) =>
  fc.record({
    ...{ kind: fc.constant("receipt" as const), status: fc.constant(status), code: fc.constant(code) },
    ...{ seconds: fc.integer({ min: 1, max: 300 }), isNamed: fc.boolean() },
  });
const click = fc.record({ kind: fc.constant("click" as const), seconds: fc.integer({ min: 1, max: 300 }) });
const others = fc.oneof(
  receiptOf("submitted"),
  receiptOf("delivered"),
  receiptOf("read"),
  receiptOf("rejected", "1300"),
  receiptOf("undeliverable", "1360"),
  receiptOf("rejected", "1320"),
  receiptOf("rejected", "1240"),
  click,
);

/** A set of news, and the same twice over in some other order and in batches cut anywhere. */
const histories = fc.array<News>(others, { minLength: 1, maxLength: 5 }).chain((told) => {
  const news: News[] = [{ kind: "answer" }, ...told];
  const whole = { minLength: news.length * 2, maxLength: news.length * 2 };
  return fc.record({
    news: fc.constant(news),
    shuffled: fc.shuffledSubarray([...news.keys(), ...news.keys()], whole),
    cuts: fc.uniqueArray(fc.nat(news.length * 2), { maxLength: 4 }),
    success: fc.constantFrom("delivered" as const, "read" as const, "engaged" as const),
  });
});

const isInTime = (next: Date, acceptedAt: Date | null) =>
  acceptedAt === null || next.getTime() <= acceptedAt.getTime() + waitSeconds * 1000;

async function scene(success: "delivered" | "read" | "engaged") {
  const person = await makePerson(database.db, workspaceId);
  const rungs = [
    { id: "r1", channels: ["rcs" as const], waitSeconds, success },
    { id: "r2", channels: ["sms" as const], waitSeconds, success },
  ];
  const campaignId = await makeCampaign(database.db, workspaceId, { rungs });
  const id = await makeDelivery(database.db, person, campaignId, { state: "sending", leaseUntil: later(120) });
  const { contactId } = person;
  // As the decision leaves people.
  await database.db
    .update(recipient)
    .set({ nextActionAt: later(waitSeconds) })
    .where(eq(recipient.campaignId, campaignId));

  const record = () =>
    recordOutcomes(
      database.db,
      workspaceId,
      campaignId,
      [
        {
          ...{ id, contactId, rung: 0, armKey: "A", channel: "rcs", attempts: 0 },
          result: {
            ...{ kind: "accepted", providerMessageId: `p-${id}` },
            ...{ billedUnits: 1, estimatedMicros: 100, estimatedCurrency: "EUR" },
          },
        },
      ],
      later(answeredAt),
    );
  const engage = (index: number, seconds: number) =>
    recordEngagements(
      database.db,
      [
        {
          ...{ workspaceId, contactId, deliveryId: id, kind: "click", channel: "rcs", target: "shop" },
          ...{ isBot: false, dedupeKey: `click ${id} ${index}`, at: later(seconds) },
        },
      ],
      later(1000),
    );
  const report = (index: number, { status, seconds, code, isNamed }: Extract<News, { kind: "receipt" }>) => ({
    ...{ workspaceId, provider: "vonage", kind: "status" as const, receivedAt: later(900) },
    dedupeKey: `${id} ${index}`,
    body: {
      ...{ message_uuid: `p-${id}`, to: "1", from: "2", channel: "rcs", status },
      ...(isNamed ? { client_ref: id } : {}),
      ...(code === null ? {} : { error: { title: code } }),
      ...{ timestamp: later(seconds).toISOString(), usage: { price: String(index / 100), currency: "EUR" } },
    },
  });
  const apply = (seconds: number) => applyStatusReceipts(database.db, { now: later(seconds), max: 3 });

  /** One batch of news; receipts are stored together and applied in small sets. */
  const hear = async (news: readonly [number, News][], seconds: number) => {
    await storeReceipts(
      database.db,
      news.flatMap(([index, each]) => (each.kind === "receipt" ? [report(index, each)] : [])),
    );
    for (const [index, each] of news) {
      if (each.kind === "answer") await record();
      if (each.kind === "click") await engage(index, each.seconds);
      await apply(seconds);
    }
    while ((await apply(seconds)).claimed > 0);
  };
  const look = async () => {
    const { db } = database;
    const [row] = await db.select().from(delivery).where(eq(delivery.id, id));
    const [person_] = await db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
    const [reach] = await db.select().from(reachability).where(eq(reachability.addressId, person.addressId));
    const counts = await db
      .select({ minute: rollup.minute, metric: rollup.metric, count: rollup.count })
      .from(rollup)
      .where(and(eq(rollup.campaignId, campaignId), ne(rollup.count, 0)))
      .orderBy(rollup.metric, rollup.minute);
    const acts = await db.select().from(engagement).where(eq(engagement.contactId, contactId));
    const agreed = await db.select().from(consent).where(eq(consent.contactId, contactId));
    const next = person_?.nextActionAt ?? null;
    return {
      delivery: { ...row, id: null, campaignId: null, contactId: null, addressId: null, providerMessageId: null },
      recipient: {
        state: person_?.state,
        reason: person_?.reason,
        // When a wait is over the ladder finds from the message; it must only not come too late to ask.
        next: next === null ? null : next < later(end) ? "due" : isInTime(next, row?.acceptedAt ?? null),
      },
      reach: { reachable: reach?.reachable, at: reach?.learnedAt, from: reach?.learnedFrom },
      // An opt-out counts from the moment it holds, which is ours.
      counts: counts.map((count) => (count.metric === "opted_out" ? { ...count, minute: null } : count)),
      acts: acts.map(({ kind }) => kind).sort(),
      consent: agreed.map(({ channel, topic, status }) => ({ channel, topic, status })),
    };
  };
  return { hear, look };
}

it("whatever is told about a message, in whatever order and however often, leads to the same end", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ news, shuffled, cuts, success }) => {
      const [plain, mixed] = [await scene(success), await scene(success)];
      await plain.hear([...news.entries()], 1_000);
      const places = [0, ...cuts.sort((left, right) => left - right), shuffled.length];
      let seconds = 1_000;
      for (const [step, place] of places.entries()) {
        const part = shuffled.slice(place, places[step + 1] ?? shuffled.length);
        // Receipts that named an unknown message are looked at again after a while, the later the older they are.
        seconds += 20;
        await mixed.hear(
          part.flatMap((index): [number, News][] => {
            const each = news[index];
            return each === undefined ? [] : [[index, each]];
          }),
          seconds,
        );
      }
      await mixed.hear([], seconds + 300);
      expect(await mixed.look()).toEqual(await plain.look());
    }),
    { numRuns: 60 },
  );
}, 120_000);
