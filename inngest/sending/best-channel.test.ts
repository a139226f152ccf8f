import { createHmac } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { decisionReach } from "@/db/queries/decision-reach";
import { epoch, later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { audienceReach } from "@/db/queries/preflight";
import { campaign, decision, delivery, reachability } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { learnRouting } from "@/inngest/sending/learn-routing";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import type { ChannelId } from "@/lib/channels/ids";
import { chooseAgain, explainDecision } from "@/lib/routing/explain-decision";
import { reachMargin } from "@/lib/routing/reach";

const day = 24 * 60 * 60;
const channels = ["rcs", "whatsapp", "sms"] as const satisfies ChannelId[];

let database: TestDatabase;
let workspaceId: string;
let clock = epoch;

const deps = (): SendingDeps => ({
  db: database.db,
  now: () => clock,
  carrierFor: () => ({
    handOver: async () => ({ kind: "accepted", providerMessageId: crypto.randomUUID() }),
    revoke: async () => true,
    registerTemplate: async () => "approved",
  }),
  publicUrl: "https://cascade.example",
  mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
  limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
});

async function consenting(changes: Parameters<typeof makePerson>[2] = {}) {
  const person = await makePerson(database.db, workspaceId, { country: "US", ...changes });
  const { contactId } = person;
  await appendConsentEvents(database.db, [
    {
      ...{ workspaceId, contactId, channel: "*", topic: "*" },
      ...{ status: "opted_in" as const, source: "user" as const, proof: {}, at: epoch },
    },
  ]);
  return person;
}

/** Launches a campaign whose only step looks for the best channel, and tells why each person got theirs. */
async function launch(explorePercent: number) {
  const rungs = [
    { id: "1", channels: [...channels], pick: "best" as const, waitSeconds: day, success: "engaged" as const },
  ];
  const id = await makeCampaign(database.db, workspaceId, { rungs });
  await database.db
    .update(campaign)
    .set({ launchedAt: null, rules: { ...(await rulesOf(id)), explorePercent } })
    .where(eq(campaign.id, id));
  await launchCampaign(deps(), workspaceId, id);
  await sendDeliveries(deps(), workspaceId, id, null);
  const decisions = await database.db.select().from(decision).where(eq(decision.campaignId, id));
  const sent = await database.db.select().from(delivery).where(eq(delivery.campaignId, id));
  const of = (contactId: string) => {
    const found = decisions.find((each) => each.contactId === contactId);
    if (found === undefined) throw new Error("nothing was decided");
    expect(sent.find((each) => each.contactId === contactId)?.channel).toBe(found.chosen);
    return { ...found, sentence: explainDecision(found) };
  };
  return { decisions, of };
}

async function rulesOf(id: string) {
  const [row] = await database.db.select({ rules: campaign.rules }).from(campaign).where(eq(campaign.id, id));
  if (row === undefined) throw new Error("no campaign");
  return row.rules;
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  clock = epoch;
  workspaceId = await makeWorkspace(database.db);
});

it("sends where a person clicked before, where they asked for it, or where they are talking to us; and says so", async () => {
  const clicker = await consenting();
  const wisher = await consenting({ preferredChannels: ["rcs", "sms"] });
  const talker = await consenting();
  const old = await makeCampaign(database.db, workspaceId);
  for (let rung = 0; rung < 12; rung += 1) {
    const channel = channels[rung % 3] ?? "sms";
    const moments = { createdAt: epoch, acceptedAt: epoch, deliveredAt: epoch, state: "delivered" as const };
    const engagedAt = channel === "whatsapp" ? later(60) : null;
    await makeDelivery(database.db, clicker, old, { rung, channel, engagedAt, ...moments });
  }
  clock = later(10 * day);
  await learnRouting(database.db, workspaceId, clock);
  await database.db.insert(reachability).values({
    ...{ addressId: talker.addressId, channel: "sms", workspaceId, lastInboundAt: later(9.5 * day) },
  });
  const { decisions, of } = await launch(0);
  expect(of(clicker.contactId)).toMatchObject({ chosen: "whatsapp", rule: "score" });
  expect(of(clicker.contactId).sentence).toMatch(
    /^Step 1 by WhatsApp: 4 of 4 messages there were clicked or answered \(.* among people like them: North America, new\); expected .* × 1\.00 USD \(its price unknown\) beats .* by .* USD\.$/,
  );
  expect(of(wisher.contactId)).toMatchObject({ chosen: "rcs", rule: "preference" });
  expect(of(talker.contactId)).toMatchObject({ chosen: "sms", rule: "conversation" });
  for (const { contactId, gates, record, chosen } of decisions) {
    if (record === null) throw new Error("nothing was compared");
    expect(chooseAgain({ gates, record }, contactId)).toBe(chosen);
  }
});

it("draws the channel of some by lot, and never that of somebody who asked for one", async () => {
  for (let index = 0; index < 40; index += 1) {
    await consenting(index < 10 ? { preferredChannels: ["sms"] } : {});
  }
  const { decisions } = await launch(20);
  const rules = new Map<string, number>();
  for (const { rule, record } of decisions) {
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
    if (rule === "explore") expect(record?.propensity).toBeLessThan(1);
    if (rule === "preference") expect(record).not.toHaveProperty("propensity");
  }
  expect(rules.get("preference")).toBe(10);
  expect((rules.get("explore") ?? 0) + (rules.get("score") ?? 0)).toBe(30);
  expect(rules.get("explore")).toBeGreaterThan(0);
});

it("reaches whom the review said, by the same reasons, and the report shows the same table", async () => {
  const people = [];
  for (let index = 0; index < 24; index += 1) people.push(await consenting());
  await makePerson(database.db, workspaceId, { country: "US" });
  const rows = people.flatMap(({ addressId }, index) =>
    channels
      .filter((_, place) => (index >> place) % 2 === 1)
      .map((channel) => ({ addressId, channel, workspaceId, reachable: false })),
  );
  await database.db.insert(reachability).values(rows);
  const rungs = [
    { id: "1", channels: [...channels], pick: "best" as const, waitSeconds: day, success: "engaged" as const },
  ];
  const question = {
    ...{ campaignId: workspaceId, audience: { kind: "all" as const }, audienceCount: 25, topic: "promotions", rungs },
    ...{ ready: new Set<ChannelId>(channels), now: clock },
  };
  const before = await audienceReach(database.db, workspaceId, question);
  expect(before).toMatchObject({ people: 25, counted: 25, reached: 21 });
  expect(before.unreached).toEqual([
    { reason: "capability:known_unreachable", count: 3 },
    { reason: "consent:no_consent", count: 1 },
  ]);
  const { decisions } = await launch(20);
  const [{ campaignId } = { campaignId: "" }] = decisions;
  const after = await decisionReach(database.db, workspaceId, campaignId);
  expect(after.steps[0]?.count).toBe(before.reached);
  const refusals = (steps: typeof before.steps) =>
    steps.flatMap((step) =>
      step.channels.flatMap(({ channel, reasons }) =>
        reasons.flatMap(({ reason, count }) => (reason === "not_chosen" ? [] : [`${channel} ${reason} ${count}`])),
      ),
    );
  expect(refusals(after.steps).sort()).toEqual(refusals(before.steps).sort());
  // Nobody else's people, and nobody else's decisions.
  const theirs = await makeWorkspace(database.db);
  expect(await audienceReach(database.db, theirs, question)).toMatchObject({ counted: 0, reached: 0 });
  expect((await decisionReach(database.db, theirs, campaignId)).steps).toEqual([]);
});

it("of a large audience a sample is looked at, always the same, and the numbers are of everybody", async () => {
  for (let index = 0; index < 60; index += 1) await consenting();
  const rungs = [{ channels: ["sms" as const] }];
  const question = {
    ...{ campaignId: workspaceId, audience: { kind: "all" as const }, audienceCount: 60, topic: "promotions", rungs },
    ...{ ready: new Set<ChannelId>(["sms"]), now: clock, peopleMax: 30 },
  };
  const reach = await audienceReach(database.db, workspaceId, question);
  expect(reach).toMatchObject({ people: 60, reached: 60 });
  expect(reach.counted).toBeLessThan(60);
  expect(await audienceReach(database.db, workspaceId, question)).toEqual(reach);
  expect(reachMargin(reach, 30)).toBeGreaterThan(0);
  // Nobody is reached by the sample: then everybody is looked at, since that bars a launch.
  const nobody = await audienceReach(database.db, workspaceId, { ...question, ready: new Set() });
  expect(nobody).toMatchObject({ counted: 60, reached: 0 });
});

it("looks no further where only one channel is open, and keeps no numbers", async () => {
  const { contactId, addressId } = await consenting();
  await database.db
    .insert(reachability)
    .values((["rcs", "whatsapp"] as const).map((channel) => ({ addressId, channel, workspaceId, reachable: false })));
  const { of } = await launch(20);
  expect(of(contactId)).toMatchObject({ chosen: "sms", rule: "only_option", record: null });
  const rows = await database.db
    .select()
    .from(delivery)
    .where(and(eq(delivery.contactId, contactId), eq(delivery.workspaceId, workspaceId)));
  expect(rows).toHaveLength(1);
});
