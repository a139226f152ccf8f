import { createHmac } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { campaignsWithWork } from "@/db/queries/ladder";
import { takeBackOver } from "@/db/queries/limits";
import { epoch, makeCampaign, makePerson, makeWorkspace, type TestPerson } from "@/db/queries/people.fixtures";
import { loadSendingCampaign } from "@/db/queries/sending";
import { campaign, delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import { prepareCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { prepareRecipients } from "@/inngest/sending/prepare-recipients";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import type { CampaignRules } from "@/lib/campaign/rules";
import type { Rung } from "@/lib/ladder/schema";

/** A Sunday, 4:00 in California, where the people of these tests have their numbers, and messages may arrive from 9 to 21. */
const night = epoch;
const morning = new Date("2026-03-01T17:00:00Z");
const evening = new Date("2026-03-02T05:00:00Z");
const nextMorning = new Date("2026-03-02T17:00:00Z");
const hourMs = 3_600_000;
const rungs: Rung[] = [
  { id: "1", channels: ["sms"], waitSeconds: 24 * 3_600, success: "engaged" },
  { id: "2", channels: ["whatsapp"], waitSeconds: 24 * 3_600, success: "delivered" },
];

let database: TestDatabase;
let workspaceId: string;
let clock = night;
let handedOver: string[] = [];
let answer: () => HandOver = () => ({ kind: "accepted", providerMessageId: uuidv7() });

const carrier: Carrier = {
  handOver: async (request) => {
    if (request.provider !== "vonage") throw new Error("only phones here");
    handedOver.push(String(request.body.channel));
    return answer();
  },
  revoke: async () => true,
  registerTemplate: async () => "approved",
};
const deps = (): SendingDeps => ({
  ...{ db: database.db, now: () => clock, carrierFor: () => carrier, publicUrl: "https://cascade.example" },
  mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
  limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
});

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  clock = night;
  handedOver = [];
  answer = () => ({ kind: "accepted", providerMessageId: uuidv7() });
  workspaceId = await makeWorkspace(database.db, { limits: {} });
});

async function people(count: number, into = workspaceId): Promise<TestPerson[]> {
  const made = await Promise.all(Array.from({ length: count }, () => makePerson(database.db, into, { country: "US" })));
  const agreed = { workspaceId: into, channel: "*", topic: "*", source: "user" as const, proof: {}, at: night };
  await appendConsentEvents(
    database.db,
    made.map(({ contactId }) => ({ ...agreed, contactId, status: "opted_in" as const })),
  );
  return made;
}

/** A campaign that began at the clock's time, with its people in it and nobody decided about. */
async function launched(rules: Partial<CampaignRules> = {}, ladder = rungs): Promise<string> {
  const id = await makeCampaign(database.db, workspaceId, { rungs: ladder });
  const hours = rules.expiresAfterHours ?? null;
  const expiresAt = hours === null ? null : new Date(clock.getTime() + hours * hourMs);
  await database.db.update(campaign).set({ launchedAt: null, rules, expiresAt }).where(eq(campaign.id, id));
  await launchCampaign(deps(), workspaceId, id);
  return id;
}

async function prepare(campaignId: string): Promise<number> {
  const loaded = await loadSendingCampaign(database.db, workspaceId, campaignId);
  if (loaded === null) throw new Error("no campaign");
  return prepareRecipients(deps(), await prepareCampaign(deps(), loaded));
}

async function sweepAndSend(campaignId: string, at = clock): Promise<void> {
  clock = at;
  await sweepLadder(deps());
  await sendDeliveries(deps(), workspaceId, campaignId, null);
}

const states = async (campaignId: string) =>
  (await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId))).map(
    ({ state, reason, nextActionAt }) => ({ state, reason, nextActionAt }),
  );
const stateOf = async (campaignId: string) =>
  (await database.db.select().from(campaign).where(eq(campaign.id, campaignId)))[0]?.state;

describe("quiet hours", () => {
  it("put a message off until they are over, and nobody is looked at in between", async () => {
    await people(2);
    const id = await launched();
    await sweepAndSend(id);
    expect(handedOver).toEqual([]);
    const waits = { state: "pending", reason: "quiet:quiet_hours", nextActionAt: morning };
    expect(await states(id)).toEqual([waits, waits]);
    clock = new Date(morning.getTime() - 1);
    expect(await campaignsWithWork(database.db, clock)).not.toContainEqual({ id, workspaceId });
    await sweepAndSend(id, morning);
    expect(handedOver).toEqual(["sms", "sms"]);
    expect(await stateOf(id)).toBe("sending");
  });

  it("move the next step too, and never shorten the wait before it", async () => {
    await people(1);
    const id = await launched({}, [{ ...(rungs[0] as Rung), waitSeconds: 4 * 3_600 }, rungs[1] as Rung]);
    await sweepAndSend(id, new Date(evening.getTime() - hourMs));
    expect(handedOver).toEqual(["sms"]);
    await sweepAndSend(id, new Date(evening.getTime() + 3 * hourMs));
    expect(await states(id)).toMatchObject([{ state: "pending", nextActionAt: nextMorning }]);
    await sweepAndSend(id, nextMorning);
    expect(handedOver).toEqual(["sms", "whatsapp"]);
  });

  it("that begin before a message is handed over take it back, and it goes out once when they are over", async () => {
    await people(3);
    clock = new Date(evening.getTime() - 1000);
    const id = await launched();
    expect(await prepare(id)).toBe(3);
    clock = evening;
    await sendDeliveries(deps(), workspaceId, id, null);
    expect(handedOver).toEqual([]);
    expect(await states(id)).toMatchObject(Array(3).fill({ state: "pending", nextActionAt: nextMorning }));
    expect(await database.db.select().from(delivery).where(eq(delivery.campaignId, id))).toEqual([]);
    await sweepAndSend(id, nextMorning);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(3);
  });

  it("do not hold a campaign that does not heed them", async () => {
    await people(1);
    await sweepAndSend(await launched({ respectsQuietHours: false }));
    expect(handedOver).toHaveLength(1);
  });

  it("take back nothing of another workspace", async () => {
    await people(1);
    clock = new Date(evening.getTime() - 1000);
    const id = await launched();
    await prepare(id);
    await takeBackOver(database.db, uuidv7(), id, evening);
    const kept = and(eq(delivery.campaignId, id), eq(delivery.state, "pending"));
    expect(await database.db.select().from(delivery).where(kept)).toHaveLength(1);
  });
});

describe("the end of a campaign", () => {
  it("gives up whoever would be in quiet hours until then", async () => {
    await people(1);
    const id = await launched({ expiresAfterHours: 5 });
    await sweepAndSend(id);
    expect(await states(id)).toEqual([{ state: "skipped", reason: "quiet:until_expiry", nextActionAt: null }]);
    await sweepAndSend(id);
    expect(await stateOf(id)).toBe("finished");
  });

  it("ends who waits for their first message or the next, what is prepared included; nothing is sent after it", async () => {
    await people(2);
    clock = morning;
    const unsent = await launched({ expiresAfterHours: 1 });
    await prepare(unsent);
    const halfway = await launched({ expiresAfterHours: 3 });
    await sendDeliveries(deps(), workspaceId, halfway, null);
    expect(handedOver).toHaveLength(2);
    await sweepAndSend(unsent, new Date(morning.getTime() + hourMs));
    expect(await states(unsent)).toMatchObject(Array(2).fill({ state: "skipped", reason: "expired" }));
    await sweepAndSend(halfway, nextMorning);
    await sweepAndSend(halfway);
    expect(await states(halfway)).toMatchObject(Array(2).fill({ state: "exhausted", reason: "expired" }));
    expect(handedOver).toHaveLength(2);
    expect([await stateOf(unsent), await stateOf(halfway)]).toEqual(["finished", "finished"]);
  });
});
