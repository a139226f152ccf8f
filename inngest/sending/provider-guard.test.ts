import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeCampaign, makeDelivery, makeWorkspace } from "@/db/queries/people.fixtures";
import { closeCircuit, loadCircuits, recordAnswers, takeProbe } from "@/db/queries/provider-health";
import { delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { HandOver } from "@/inngest/providers/contract";
import { SendingWorld, taken } from "@/inngest/sending/sending-world.fixtures";
import type { ChannelId } from "@/lib/channels/ids";
import { noAnswers } from "@/lib/health/answer-class";
import type { Rung } from "@/lib/ladder/schema";

let database: TestDatabase;
let world: SendingWorld;
let workspaceId: string;
const down: HandOver = { kind: "refused", code: "503", failure: "transient", retryAfterSeconds: null };
const locked: HandOver = { kind: "refused", code: "401", failure: "account", retryAfterSeconds: null };

const asked = () => world.handedOver.map(({ channel }) => channel);
const circuitOf = async (channel: ChannelId, workspace = workspaceId) =>
  (await loadCircuits(database.db, workspace)).find((circuit) => circuit.channel === channel);
const waiting = async (campaignId: string) =>
  (await database.db.select().from(delivery).where(eq(delivery.campaignId, campaignId))).filter(
    ({ state }) => state === "pending",
  ).length;

const rungs: Rung[] = [
  { id: "1", channels: ["rcs"], waitSeconds: 3600, success: "delivered" },
  { id: "2", channels: ["sms"], waitSeconds: 3600, success: "delivered" },
];

/** A campaign with messages that wait on a channel. */
async function queue(channel: ChannelId, count: number, workspace = workspaceId, campaignId?: string): Promise<string> {
  const id = campaignId ?? (await makeCampaign(database.db, workspace, { rungs }));
  const people = await world.people(count, undefined, workspace);
  for (const person of people) await makeDelivery(database.db, person, id, { channel });
  return id;
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  world = await SendingWorld.begin(database.db);
  ({ workspaceId } = world);
});

describe("a provider that fails", () => {
  it("is left alone after a set of failures, then tried with one message, and goes on when that one is taken", async () => {
    world.answer = () => down;
    const id = await queue("rcs", 130);
    await world.send(id);
    // What several lanes had claimed before the first set was judged; the rest was never tried.
    expect(asked().length).toBeLessThanOrEqual(150);
    expect(await circuitOf("rcs")).toMatchObject({ state: "open", failingPercent: 100, lastCode: "503" });
    const tried = asked().length;
    world.pass(30);
    await world.send(id);
    expect(asked()).toHaveLength(tried);
    world.pass(31);
    await world.send(id);
    expect(asked()).toHaveLength(tried + 1);
    expect(await circuitOf("rcs")).toMatchObject({ state: "open", openings: 2 });
    world.answer = taken;
    world.pass(121);
    await world.send(id);
    expect(await circuitOf("rcs")).toMatchObject({ state: "closed" });
    expect(await waiting(id)).toBe(0);
  });

  it("holds up its channel alone", async () => {
    world.answer = (channel, ref) => (channel === "rcs" ? down : taken(channel, ref));
    const id = await queue("rcs", 60);
    await world.send(id);
    world.handedOver = [];
    await queue("sms", 20, workspaceId, id);
    world.pass(5);
    await world.send(id);
    expect(asked()).toEqual(Array.from({ length: 20 }, () => "sms"));
    expect((await circuitOf("sms"))?.state).toBe("closed");
  });

  it("holds nobody up in another workspace, not even on the same channel", async () => {
    world.answer = () => down;
    const id = await queue("rcs", 60);
    await world.send(id);
    const other = await makeWorkspace(database.db);
    world.answer = taken;
    const theirs = await queue("rcs", 3, other);
    await world.send(theirs, other);
    expect(await waiting(theirs)).toBe(0);
    expect((await circuitOf("rcs", other))?.state).toBe("closed");
    expect(await loadCircuits(database.db, other)).toHaveLength(1);
    expect(await closeCircuit(database.db, other, { account: "sandbox", channel: "rcs" }, world.clock)).toBe(false);
    expect((await circuitOf("rcs"))?.state).toBe("open");
  });

  it("an account that is refused is held after the first set, and a message that waits is none that failed", async () => {
    world.answer = () => locked;
    const id = await queue("rcs", 60);
    await world.send(id);
    expect(await circuitOf("rcs")).toMatchObject({ state: "open", cause: "account", lastCode: "401" });
    expect(await waiting(id)).toBe(60);
  });

  it("goes on at once when somebody closes the circuit", async () => {
    world.answer = () => locked;
    const id = await queue("rcs", 3);
    await world.send(id);
    world.answer = taken;
    world.pass(3);
    await world.send(id);
    expect(await waiting(id)).toBe(3);
    expect(await closeCircuit(database.db, workspaceId, { account: "sandbox", channel: "rcs" }, world.clock)).toBe(
      true,
    );
    await world.send(id);
    expect(await waiting(id)).toBe(0);
  });
});

describe("people who wait for a rung", () => {
  async function undecided(channels: ChannelId[]): Promise<string> {
    const id = await makeCampaign(database.db, workspaceId, {
      rungs: [{ id: "1", channels, waitSeconds: 3600, success: "delivered" }],
    });
    const [person] = await world.people(1);
    await database.db.insert(recipient).values({
      ...{ campaignId: id, contactId: person?.contactId ?? "", workspaceId, armKey: "A", state: "pending" },
      updatedAt: world.clock,
    });
    return id;
  }

  it("get the next channel of the step while the first one's provider is out, and wait where there is none", async () => {
    world.answer = () => down;
    await world.send(await queue("rcs", 60));
    world.handedOver = [];
    world.answer = taken;
    await world.send(await undecided(["rcs", "sms"]));
    expect(asked()).toEqual(["sms"]);
    const alone = await undecided(["rcs"]);
    await world.send(alone);
    expect(asked()).toEqual(["sms"]);
    // Not even decided about: a million people who wait for one channel cost nothing meanwhile.
    const [person] = await database.db.select().from(recipient).where(eq(recipient.campaignId, alone));
    expect(person).toMatchObject({ state: "pending", nextActionAt: null });
    world.pass(61);
    await world.send(alone);
    expect(asked()).toEqual(["sms", "rcs"]);
  });
});

describe("several workers", () => {
  const key = { account: "sandbox", channel: "rcs" } as const;
  const counts = (some: Partial<typeof noAnswers>) => ({ ...noAnswers, ...some });

  it("of many that want the probe at once, one gets it", async () => {
    await recordAnswers(
      database.db,
      workspaceId,
      [{ ...key, counts: counts({ transient: 20 }), lastCode: null, isProbe: false }],
      world.clock,
    );
    world.pass(60);
    const got = await Promise.all(
      Array.from({ length: 5 }, () => takeProbe(database.db, workspaceId, key, world.clock)),
    );
    expect(got.filter(Boolean)).toHaveLength(1);
  });

  it("what they tell at the same time adds up", async () => {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        recordAnswers(
          database.db,
          workspaceId,
          [
            { ...key, counts: counts({ accepted: 5, throttled: 1 }), lastCode: null, isProbe: false },
            { ...key, channel: "sms", counts: counts({ accepted: 2 }), lastCode: null, isProbe: false },
          ],
          world.clock,
        ),
      ),
    );
    expect((await circuitOf("rcs"))?.recent.map((slot) => slot.counts)).toEqual([
      counts({ accepted: 40, throttled: 8 }),
    ]);
    expect((await circuitOf("sms"))?.recent.map((slot) => slot.counts)).toEqual([counts({ accepted: 16 })]);
  });
});
