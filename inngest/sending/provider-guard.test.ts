import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { epoch, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { closeCircuit, loadCircuits, recordAnswers, takeProbe } from "@/db/queries/provider-health";
import { delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import type { SendingDeps } from "@/inngest/sending/deps";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import type { ChannelId } from "@/lib/channels/ids";
import { noAnswers } from "@/lib/health/answer-class";
import type { Rung } from "@/lib/ladder/schema";

let database: TestDatabase;
let workspaceId: string;
let clock = epoch;
let asked: string[] = [];
let answer: (channel: string) => HandOver;
const taken: HandOver = { kind: "accepted", providerMessageId: "p" };
const down: HandOver = { kind: "refused", code: "503", failure: "transient", retryAfterSeconds: null };
const locked: HandOver = { kind: "refused", code: "401", failure: "account", retryAfterSeconds: null };

const carrier: Carrier = {
  handOver: async (request) => {
    const channel = request.provider === "vonage" ? String(request.body.channel) : "push";
    asked.push(channel);
    const given = answer(channel);
    return given.kind === "accepted" ? { ...given, providerMessageId: `p-${asked.length}` } : given;
  },
  revoke: async () => true,
  registerTemplate: async () => "approved",
};

const deps = (): SendingDeps => ({
  db: database.db,
  now: () => clock,
  carrierFor: () => carrier,
  publicUrl: "https://cascade.example",
  mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
  limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
});

const pass = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000);
};
const send = (campaignId: string, workspace = workspaceId) => sendDeliveries(deps(), workspace, campaignId, null);
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
  for (let index = 0; index < count; index += 1) {
    const person = await makePerson(database.db, workspace, { country: "US" });
    await appendConsentEvents(database.db, [
      {
        ...{ workspaceId: workspace, contactId: person.contactId, channel: "*", topic: "*", status: "opted_in" },
        ...{ source: "user", proof: {}, at: clock },
      },
    ]);
    await makeDelivery(database.db, person, id, { channel });
  }
  return id;
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  clock = epoch;
  asked = [];
  answer = () => taken;
  workspaceId = await makeWorkspace(database.db);
});

describe("a provider that fails", () => {
  it("is left alone after a set of failures, then tried with one message, and goes on when that one is taken", async () => {
    answer = () => down;
    const id = await queue("rcs", 130);
    await send(id);
    // What several lanes had claimed before the first set was judged; the rest was never tried.
    expect(asked.length).toBeLessThanOrEqual(150);
    expect(await circuitOf("rcs")).toMatchObject({ state: "open", failingPercent: 100, lastCode: "503" });
    const tried = asked.length;
    pass(30);
    await send(id);
    expect(asked).toHaveLength(tried);
    pass(31);
    await send(id);
    expect(asked).toHaveLength(tried + 1);
    expect(await circuitOf("rcs")).toMatchObject({ state: "open", openings: 2 });
    answer = () => taken;
    pass(121);
    await send(id);
    expect(await circuitOf("rcs")).toMatchObject({ state: "closed" });
    expect(await waiting(id)).toBe(0);
  });

  it("holds up its channel alone", async () => {
    answer = (channel) => (channel === "rcs" ? down : taken);
    const id = await queue("rcs", 60);
    await send(id);
    asked = [];
    await queue("sms", 20, workspaceId, id);
    pass(5);
    await send(id);
    expect(asked).toEqual(Array.from({ length: 20 }, () => "sms"));
    expect((await circuitOf("sms"))?.state).toBe("closed");
  });

  it("holds nobody up in another workspace, not even on the same channel", async () => {
    answer = () => down;
    const id = await queue("rcs", 60);
    await send(id);
    const other = await makeWorkspace(database.db);
    answer = () => taken;
    const theirs = await queue("rcs", 3, other);
    await send(theirs, other);
    expect(await waiting(theirs)).toBe(0);
    expect((await circuitOf("rcs", other))?.state).toBe("closed");
    expect(await loadCircuits(database.db, other)).toHaveLength(1);
    expect(await closeCircuit(database.db, other, { account: "sandbox", channel: "rcs" }, clock)).toBe(false);
    expect((await circuitOf("rcs"))?.state).toBe("open");
  });

  it("an account that is refused is held after the first set, and a message that waits is none that failed", async () => {
    answer = () => locked;
    const id = await queue("rcs", 60);
    await send(id);
    expect(await circuitOf("rcs")).toMatchObject({ state: "open", cause: "account", lastCode: "401" });
    expect(await waiting(id)).toBe(60);
  });

  it("goes on at once when somebody closes the circuit", async () => {
    answer = () => locked;
    const id = await queue("rcs", 3);
    await send(id);
    answer = () => taken;
    pass(3);
    await send(id);
    expect(await waiting(id)).toBe(3);
    expect(await closeCircuit(database.db, workspaceId, { account: "sandbox", channel: "rcs" }, clock)).toBe(true);
    await send(id);
    expect(await waiting(id)).toBe(0);
  });
});

describe("people who wait for a rung", () => {
  async function undecided(channels: ChannelId[]): Promise<string> {
    const id = await makeCampaign(database.db, workspaceId, {
      rungs: [{ id: "1", channels, waitSeconds: 3600, success: "delivered" }],
    });
    const person = await makePerson(database.db, workspaceId, { country: "US" });
    await appendConsentEvents(database.db, [
      {
        ...{ workspaceId, contactId: person.contactId, channel: "*", topic: "*", status: "opted_in" },
        ...{ source: "user", proof: {}, at: clock },
      },
    ]);
    await database.db.insert(recipient).values({
      ...{ campaignId: id, contactId: person.contactId, workspaceId, armKey: "A", state: "pending", updatedAt: clock },
    });
    return id;
  }

  it("get the next channel of the step while the first one's provider is out, and wait where there is none", async () => {
    answer = () => down;
    await send(await queue("rcs", 60));
    asked = [];
    answer = () => taken;
    await send(await undecided(["rcs", "sms"]));
    expect(asked).toEqual(["sms"]);
    const alone = await undecided(["rcs"]);
    await send(alone);
    expect(asked).toEqual(["sms"]);
    // Not even decided about: a million people who wait for one channel cost nothing meanwhile.
    const [person] = await database.db.select().from(recipient).where(eq(recipient.campaignId, alone));
    expect(person).toMatchObject({ state: "pending", nextActionAt: null });
    pass(61);
    await send(alone);
    expect(asked).toEqual(["sms", "rcs"]);
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
      clock,
    );
    pass(60);
    const got = await Promise.all(Array.from({ length: 5 }, () => takeProbe(database.db, workspaceId, key, clock)));
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
          clock,
        ),
      ),
    );
    expect((await circuitOf("rcs"))?.recent.map((slot) => slot.counts)).toEqual([
      counts({ accepted: 40, throttled: 8 }),
    ]);
    expect((await circuitOf("sms"))?.recent.map((slot) => slot.counts)).toEqual([counts({ accepted: 16 })]);
  });
});
