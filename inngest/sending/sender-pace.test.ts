import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { campaignsWithWork } from "@/db/queries/ladder";
import { epoch, makeWorkspace } from "@/db/queries/people.fixtures";
import { keepWorking } from "@/db/queries/sending";
import { address, decision, delivery, reachability, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { SendingDeps } from "@/inngest/sending/deps";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { SendingWorld } from "@/inngest/sending/sending-world.fixtures";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import type { Rung } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";
import type { SenderLimit } from "@/lib/workspace/schema";

const hour = 3600;
const smsOnly: Rung[] = [{ id: "1", channels: ["sms"], waitSeconds: 48 * hour, success: "delivered" }];

let database: TestDatabase;
let world: SendingWorld;
let workspaceId: string;

/** As a carrier counts plain words: 160 letters alone, 153 in each of several. */
const segmentsOf = (text: string) => (text.length <= 160 ? 1 : Math.ceil(text.length / 153));

/** What has left, each message with its length. */
const left = () =>
  world.handedOver.map(({ ms, channel, clientRef, body }) => {
    const segments = channel === "sms" ? segmentsOf(String(body.text)) : 0;
    return { ms, channel, clientRef, segments };
  });

/** Several lanes, which wait on the test's clock: it jumps to the end of whatever wait comes first. No answer is late. */
const withLanes = (): SendingDeps => ({
  ...world.deps(),
  pause: (milliseconds) => {
    if (milliseconds > 1_000) return new Promise(() => undefined);
    const until = new Date(world.clock.getTime() + milliseconds);
    return new Promise((resolve) =>
      setImmediate(() => {
        if (world.clock < until) world.clock = until;
        resolve();
      }),
    );
  },
});

/** Says as much to each person as stands beside their name. */
const message: Message = {
  blocks: [
    {
      ...{ id: "words", kind: "text" },
      paragraphs: [
        { style: "plain", children: [{ type: "variable", path: "attributes.words", fallback: "Hello", marks: [] }] },
      ],
    },
  ],
};

/** People whose messages take from one to five segments. */
const consenting = (count: number, given: { words?: string } = {}) =>
  world.people(count, (index) => ({
    attributes: { words: given.words ?? "word ".repeat(1 + ((index * 37) % 130)) },
  }));

const launch = (rungs = smsOnly, expiresAt: Date | null = null) => world.launch(rungs, { message, expiresAt });

async function limited(limit: SenderLimit, from = "14155550199"): Promise<void> {
  const sender = { from, displayName: "Acme", canReceiveReplies: true };
  world = await SendingWorld.begin(database.db, {
    senders: { sms: { ...sender, limit }, rcs: { ...sender, from: "AcmeAgent" } },
  });
  ({ workspaceId } = world);
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** Two campaigns to fifty people, of messages of up to five segments. */
async function twoCampaigns(): Promise<string[]> {
  await limited({ unitsPerSecond: 120, unitsPerDay: null });
  await consenting(50);
  return [await launch(), await launch()];
}

/** Twelve at once and 108 a second and nobody gets anything twice or loses a try. */
async function expectPace(windows: "any" | "from the start"): Promise<void> {
  const all = left();
  expect(all).toHaveLength(100);
  expect(new Set(all.map(({ clientRef }) => clientRef)).size).toBe(100);
  expect(Math.max(...all.map(({ segments }) => segments))).toBeGreaterThan(4);
  const begins = windows === "any" ? all.map(({ ms }) => ms) : [0];
  for (const [first, from] of begins.entries()) {
    let sum = 0;
    for (const { ms, segments } of all.slice(first)) {
      sum += segments;
      expect(sum).toBeLessThanOrEqual(12 + 0.108 * (ms - from) + 1e-6);
    }
  }
  const rows = await database.db.select().from(delivery).where(eq(delivery.workspaceId, workspaceId));
  expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual(rows.map(() => ["accepted", 1]));
}

it("several workers and campaigns send no more segments in any window than the bucket allows, and nobody loses a try", {
  timeout: 120_000,
}, async () => {
  const ids = await twoCampaigns();
  for (let step = 0; left().length < 100 && step < 300; step += 1) {
    // Two workers on one campaign and one on the other.
    await Promise.all([...ids, ids[0] ?? ""].map((id) => world.send(id)));
    world.pass(0.02 + ((step * 7) % 5) * 0.02);
  }
  await expectPace("any");
});

it("several lanes each, on a clock that moves while they work, never get ahead of the bucket", {
  timeout: 120_000,
}, async () => {
  const ids = await twoCampaigns();
  const work = () =>
    Promise.all([...ids, ids[0] ?? ""].map((id) => sendDeliveries(withLanes(), workspaceId, id, null)));
  // Whoever gets nothing in a whole round goes, and is called again by the sweep.
  for (let call = 0; left().length < 100 && call < 20; call += 1) await work();
  // What was taken leaves later, at another pace; what has left in all was taken before.
  await expectPace("from the start");
});

it("a turn waits for a sender that is slower than a round, and nobody is called meanwhile", async () => {
  await limited({ unitsPerSecond: 0.1, unitsPerDay: null });
  await consenting(3, { words: "Hello" });
  const id = await launch();
  const isCalledFor = async () => (await campaignsWithWork(database.db, world.clock)).some((each) => each.id === id);
  expect(await isCalledFor()).toBe(true);
  const soon = new Date(world.clock.getTime() + 10_000);
  await keepWorking(database.db, { workspaceId: await makeWorkspace(database.db), id }, soon);
  expect(await isCalledFor()).toBe(true);
  // By a clock that was wrong.
  await keepWorking(database.db, { workspaceId, id }, new Date("2027-01-01"));
  expect(await isCalledFor()).toBe(true);
  let calls = 0;
  const lanes = withLanes();
  const pause = async (milliseconds: number) => {
    if (milliseconds <= 1_000 && (await isCalledFor())) calls += 1;
    return lanes.pause?.(milliseconds);
  };
  const turn = (until: Date | null) => sendDeliveries({ ...lanes, pause }, workspaceId, id, until);
  // Eleven seconds from one to the next.
  const sent = await turn(new Date(world.clock.getTime() + 6_000));
  expect(sent).toBeLessThan(3);
  expect(await isCalledFor()).toBe(false);
  // Soon after a worker is gone, another one is called.
  world.pass(7);
  expect(await isCalledFor()).toBe(true);
  expect(sent + (await turn(null))).toBe(3);
  expect(calls).toBe(0);
  // Nothing is left to wait for.
  expect(await turn(null)).toBe(0);
});

it("a message that is not held to the limit does not wait for those that are", async () => {
  await limited({ unitsPerSecond: 1, unitsPerDay: null });
  await consenting(40, { words: "Hello" });
  const unreached = await database.db.select().from(address).where(eq(address.workspaceId, workspaceId)).limit(20);
  await database.db
    .insert(reachability)
    .values(unreached.map(({ id }) => ({ addressId: id, channel: "rcs", workspaceId, reachable: false })));
  const id = await launch([{ ...smsOnly[0], channels: ["rcs", "sms"] } as Rung]);
  await world.send(id);
  expect(left().filter(({ channel }) => channel === "rcs")).toHaveLength(20);
  expect(left().filter(({ channel }) => channel === "sms")).toHaveLength(1);
});

it("a day that is used up goes on the next, on this channel or on another, and costs nobody a try", async () => {
  await limited({ unitsPerSecond: null, unitsPerDay: 100 });
  await consenting(130, { words: "Hello" });
  const id = await launch();
  await world.send(id);
  expect(left().map(({ segments }) => segments)).toEqual(left().map(() => 1));
  expect(left()).toHaveLength(100);
  // Nothing is left to do today.
  expect((await sweepLadder(world.deps())).withWork.filter((work) => work.id === id)).toEqual([]);
  world.pass(20 * hour - 1);
  expect((await sweepLadder(world.deps())).withWork.filter((work) => work.id === id)).toEqual([]);
  world.pass(1);
  expect((await sweepLadder(world.deps())).withWork.filter((work) => work.id === id)).toHaveLength(1);
  // It is night in New York by then.
  world.pass(8 * hour);
  await world.send(id);
  expect(left()).toHaveLength(130);
  const rows = await database.db.select().from(delivery).where(eq(delivery.campaignId, id));
  expect(rows.map(({ attempts }) => attempts)).toEqual(rows.map(() => 1));
});

it("a campaign that is over before the next day takes another channel, and one without another says why", async () => {
  await limited({ unitsPerSecond: null, unitsPerDay: 100 });
  await consenting(100, { words: "Hello" });
  await world.send(await launch());
  world.handedOver = [];
  const soon = new Date(epoch.getTime() + 10 * hour * 1000);
  const either = await launch([{ ...smsOnly[0], channels: ["sms", "rcs"] } as Rung], soon);
  await world.send(either);
  expect(left().map(({ channel }) => channel)).toEqual(left().map(() => "rcs"));
  expect(left()).toHaveLength(100);
  const alone = await launch(smsOnly, soon);
  await world.send(alone);
  const people = await database.db.select().from(recipient).where(eq(recipient.campaignId, alone));
  expect(people.map(({ state, reason }) => [state, reason])).toEqual(
    people.map(() => ["skipped", "sender:used_up_too_long"]),
  );
  // Without an end, they wait for the next day.
  const patient = await launch();
  await world.send(patient);
  const [one] = await database.db.select().from(decision).where(eq(decision.campaignId, patient)).limit(1);
  expect(one?.gates).toEqual([{ channel: "sms", refused: "sender:used_up", until: "2026-03-02T08:00:00.000Z" }]);
});

it("a short code is held to no such limit", async () => {
  await limited({ unitsPerSecond: 0.1, unitsPerDay: 100 }, "44636");
  await consenting(60, { words: "Hello" });
  await world.send(await launch());
  expect(left()).toHaveLength(60);
});
