import { createHmac } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "@/db/client";
import { committedInMonth, lockBudgets } from "@/db/queries/budgets";
import { appendConsentEvents } from "@/db/queries/consent";
import { campaignsWithWork } from "@/db/queries/ladder";
import { recentMessages, roomInMinute, takeBackOver } from "@/db/queries/limits";
import {
  epoch,
  makeCampaign,
  makeDelivery,
  makePerson,
  makeWorkspace,
  type TestPerson,
} from "@/db/queries/people.fixtures";
import { savePrices } from "@/db/queries/prices";
import { addToRollups } from "@/db/queries/rollups";
import { loadSendingCampaign } from "@/db/queries/sending";
import { audienceWhereabouts } from "@/db/queries/whereabouts";
import { campaign, decision, delivery, recipient, workspace } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import { prepareCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { prepareRecipients } from "@/inngest/sending/prepare-recipients";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import type { CampaignRules } from "@/lib/campaign/rules";
import { handOverWithinMs } from "@/lib/ladder/hand-over-limit";
import type { Rung } from "@/lib/ladder/schema";
import type { SendingLimits } from "@/lib/limits/schema";

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
let startByMs = 0;
let answer: () => HandOver = () => ({ kind: "accepted", providerMessageId: uuidv7() });

const carrier: Carrier = {
  handOver: async (request, _, byMs) => {
    if (request.provider !== "vonage") throw new Error("only phones here");
    startByMs = byMs ?? 0;
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
  workspaceId = await makeWorkspace(database.db, {
    limits: { quietHours: { isOn: true, inSandbox: true, regions: {} } },
  });
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

async function prepare(campaignId: string, db = database.db): Promise<number> {
  const loaded = await loadSendingCampaign(db, workspaceId, campaignId);
  if (loaded === null) throw new Error("no campaign");
  const own = { ...deps(), db };
  const { decided } = await prepareRecipients(own, await prepareCampaign(own, loaded), {
    peopleMax: 250,
    channels: [],
  });
  return decided;
}

/** Limits of the workspace, in the middle of a day. */
async function limited(limits: Partial<SendingLimits>): Promise<void> {
  clock = new Date("2026-03-02T18:00:00Z");
  await database.db
    .update(workspace)
    .set({ settings: sql`jsonb_set(settings, '{limits}', ${JSON.stringify(limits)}::text::jsonb)` })
    .where(eq(workspace.id, workspaceId));
}

const cap = (messagesMax: number, days = 1) => ({ caps: [{ channel: null, messagesMax, days }] });
const oneSms: Rung[] = [{ id: "1", channels: ["sms"], waitSeconds: 60, success: "delivered" }];
const refusals = async (campaignId: string) => (await states(campaignId)).map(({ reason }) => reason);

async function sweepAndSend(campaignId: string, at = clock): Promise<void> {
  clock = at;
  await sweepLadder(deps());
  await sendDeliveries(deps(), workspaceId, campaignId, null);
}

/** Settles when a statement that has these words waits for a lock. */
async function somebodyWaits(words: string): Promise<void> {
  for (let waits = 0; waits === 0; ) {
    const [row] = await database.sql<{ waits: number }[]>`select count(*)::int as waits from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and position(${words} in query) > 0`;
    waits = row?.waits ?? 0;
  }
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

  it("leave whoever is just being changed by an opt-out, instead of waiting for it crosswise", async () => {
    await people(2);
    clock = new Date(evening.getTime() - 1000);
    const id = await launched();
    expect(await prepare(id)).toBe(2);
    const open = () => database.db.select().from(delivery).where(eq(delivery.campaignId, id));
    await database.db.transaction(async (tx) => {
      const [held] = await tx.select().from(recipient).where(eq(recipient.campaignId, id)).limit(1).for("update");
      await takeBackOver(database.db, workspaceId, id, evening);
      expect((await open()).map(({ contactId }) => contactId)).toEqual([held?.contactId]);
    });
    await takeBackOver(database.db, workspaceId, id, evening);
    expect(await open()).toEqual([]);
  });

  it("do not hold what goes to virtual phones, unless somebody wants to see them do", async () => {
    await limited({ quietHours: { isOn: true, inSandbox: false, regions: {} } });
    clock = night;
    await people(1);
    await sweepAndSend(await launched());
    expect(handedOver).toEqual(["sms"]);
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

describe("frequency caps", () => {
  it("make a person wait until there is room again, and then they get the message", async () => {
    await people(1);
    await limited(cap(1));
    await sweepAndSend(await launched({}, oneSms));
    const second = await launched({}, oneSms);
    await sweepAndSend(second);
    const nextDay = new Date(clock.getTime() + 24 * hourMs);
    expect(await states(second)).toEqual([{ state: "pending", reason: "frequency:capped", nextActionAt: nextDay }]);
    await sweepAndSend(second, nextDay);
    expect(handedOver).toHaveLength(2);
  });

  it("give up whoever would have to wait until the campaign is over, or for more than three days", async () => {
    await people(1);
    await limited(cap(1, 7));
    await sweepAndSend(await launched({}, oneSms));
    const short = await launched({ expiresAfterHours: 20 }, oneSms);
    const endless = await launched({}, oneSms);
    await sweepAndSend(short);
    await sweepAndSend(endless);
    expect([...(await refusals(short)), ...(await refusals(endless))]).toEqual(
      Array(2).fill("frequency:capped_too_long"),
    );
  });

  it("keep a place for a campaign of a higher priority that has not decided yet", async () => {
    await people(1);
    await limited(cap(1));
    const important = await launched({ priority: 5 }, oneSms);
    const other = await launched({ priority: 2 }, oneSms);
    expect(await prepare(other)).toBe(1);
    expect(await refusals(other)).toEqual(["frequency:capped"]);
    await prepare(important);
    expect(await states(important)).toMatchObject([{ state: "active" }]);
  });

  it("are not used up by what never arrived, by other people's messages, or by topics that do not count", async () => {
    await people(2);
    await limited({ ...cap(1), uncappedTopics: ["updates"] });
    const uncounted = await makeCampaign(database.db, workspaceId, { rungs: oneSms, topic: "updates" });
    await database.db.update(campaign).set({ launchedAt: null }).where(eq(campaign.id, uncounted));
    await launchCampaign(deps(), workspaceId, uncounted);
    await sweepAndSend(uncounted);
    const failing = await launched({}, oneSms);
    answer = () => ({ kind: "refused", failure: "unreachable", code: "1180", retryAfterSeconds: null });
    await sweepAndSend(failing);
    answer = () => ({ kind: "accepted", providerMessageId: uuidv7() });
    await database.db.execute(sql`update reachability set reachable = null`);
    const third = await launched({}, oneSms);
    await sweepAndSend(third);
    expect(handedOver).toHaveLength(6);
    expect(await states(third)).toMatchObject(Array(2).fill({ state: "active" }));
  });

  it("are never exceeded by campaigns that decide about the same people at the same moment", async () => {
    await people(40);
    await limited(cap(2));
    const campaigns = await Promise.all(Array.from({ length: 12 }, () => launched({}, oneSms)));
    const many = createDatabase(database.url, { connectionsMax: 12 });
    try {
      for (let round = 0; round < 3; round += 1) await Promise.all(campaigns.map((id) => prepare(id, many.db)));
    } finally {
      await many.end();
    }
    const counts = await database.db.execute<{ count: string }>(sql`
      select count(*) from delivery where workspace_id = ${workspaceId} group by contact_id`);
    expect(counts.map(({ count }) => Number(count))).toEqual(Array(40).fill(2));
  });
});

describe("budgets", () => {
  /** The message of the tests has two segments: it costs 0.01. */
  async function priced(micros = 5_000): Promise<void> {
    const by = { workspaceId, userId: uuidv7(), today: "2026-01-01", now: night };
    const price = { channel: "sms" as const, country: "*", billedAs: "segment", currency: "USD", micros };
    const prices = [{ ...price, validFrom: "2026-01-01" }];
    expect(await savePrices(database.db, by, { prices, source: "typed" })).toBe("saved");
  }
  const committed = async () =>
    (
      await database.db.execute<{ sum: string }>(sql`
      select coalesce(sum(reserved_micros), 0) as sum from delivery
      where workspace_id = ${workspaceId} and state not in ('rejected', 'cancelled')`)
    )[0]?.sum;

  it("of a campaign end it when they are used up, and what failed before it cost anything is spent again", async () => {
    await people(3);
    await limited({});
    await priced();
    const id = await launched({ budgetMicros: 20_000 }, oneSms);
    await prepare(id);
    expect((await refusals(id)).sort()).toEqual(["budget:over_budget", null, null]);
    answer = () => ({ kind: "refused", failure: "content", code: "1", retryAfterSeconds: null });
    await sendDeliveries(deps(), workspaceId, id, null);
    const [left] = await database.db.transaction((tx) =>
      lockBudgets(tx, workspaceId, [{ scopeId: id, period: "", limitMicros: 20_000 }]),
    );
    expect(left).toBe(20_000);
  });

  it("count what was really billed, and give back what was taken back or opted out of", async () => {
    await people(2);
    await limited({});
    await priced();
    const id = await launched({ budgetMicros: 100_000 }, oneSms);
    await prepare(id);
    const [one, other] = await database.db.select().from(delivery).where(eq(delivery.campaignId, id));
    const set = (which: typeof one, values: Partial<typeof delivery.$inferInsert>) =>
      database.db
        .update(delivery)
        .set(values)
        .where(eq(delivery.id, which?.id ?? ""));
    const left = async () => {
      const budgets = [{ scopeId: id, period: "", limitMicros: 100_000 }];
      return (await database.db.transaction((tx) => lockBudgets(tx, workspaceId, budgets)))[0];
    };
    expect(await left()).toBe(80_000);
    await set(one, { state: "accepted", estimatedMicros: 30_000 });
    expect(await left()).toBe(60_000);
    await set(one, { state: "rejected" });
    expect(await left()).toBe(90_000);
    await database.db.delete(delivery).where(eq(delivery.id, other?.id ?? ""));
    expect(await left()).toBe(100_000);
  });

  it("of a month count all campaigns, those before it was set too, and are never exceeded by 32 at once", async () => {
    await people(10);
    await limited({ caps: [] });
    await priced();
    const before = await launched({}, oneSms);
    await database.db.update(campaign).set({ launchRequestedAt: clock }).where(eq(campaign.id, before));
    await sweepAndSend(before);
    // No caps either, so that the budget alone keeps the campaigns apart.
    await limited({ caps: [], isSubjectCapOn: false, monthBudgetMicros: 1_000_000 });
    const campaigns = await Promise.all(Array.from({ length: 32 }, () => launched({}, oneSms)));
    const many = createDatabase(database.url, { connectionsMax: 32 });
    try {
      await Promise.all(campaigns.map((id) => prepare(id, many.db)));
      await Promise.all(campaigns.map((id) => prepare(id, many.db)));
    } finally {
      await many.end();
    }
    // A hundred messages in all: ten were sent before anybody promised them anything.
    expect(await committed()).toBe("900000");
    const [row] = await database.db.execute<{ period: string; committed: string }>(sql`
      select period, committed_micros as committed from budget where scope_id = ${workspaceId}`);
    expect(row).toEqual({ period: "2026-03", committed: "1000000" });
    const reasons = (await Promise.all(campaigns.map(refusals))).flat();
    expect(reasons.filter((reason) => reason === "budget:over_month")).toHaveLength(230);
  });

  it("of a person count money and messages, and what has no price goes nowhere where money is limited", async () => {
    await people(1);
    await limited({ caps: [], personMonthMessagesMax: 1 });
    const [first, second] = [await launched({}, oneSms), await launched({}, oneSms)];
    await sweepAndSend(first);
    await sweepAndSend(second);
    expect(await refusals(second)).toEqual(["budget:person_messages"]);
    await limited({ caps: [], personMonthBudgetMicros: 25_000 });
    const unpriced = await launched({}, oneSms);
    await sweepAndSend(unpriced);
    expect(await refusals(unpriced)).toEqual(["budget:unpriced"]);
    await priced();
    const three = [await launched({}, oneSms), await launched({}, oneSms), await launched({}, oneSms)];
    for (const id of three) await sweepAndSend(id);
    expect(await refusals(three[2] ?? "")).toEqual(["budget:over_person"]);
    expect(handedOver).toHaveLength(3);
  });

  it("may be waited for as long as it takes: a message's time to leave begins when it is claimed, and no later", async () => {
    const [person] = await people(1);
    await limited({});
    await priced();
    const id = await launched({ budgetMicros: 100_000 }, oneSms);
    const budgets = [{ scopeId: id, period: "", limitMicros: 100_000 }];
    const decided = {
      ...{ campaignId: id, contactId: person?.contactId ?? "", rung: 0, workspaceId },
      ...{ rule: "only_option", gates: [], decidedAt: clock },
    };
    let sending: Promise<unknown> | undefined;
    let gotBudgetMs = 0;
    let claimedMs = 0;
    // Holds up what is stored right after the messages, in the transaction that claims them.
    const between = database.db.transaction(async (other) => {
      await other.insert(decision).values(decided);
      await database.db.transaction(async (tx) => {
        await lockBudgets(tx, workspaceId, budgets);
        sending = sendDeliveries(deps(), workspaceId, id, null);
        await somebodyWaits("into budget");
        gotBudgetMs = performance.now();
      });
      await somebodyWaits("into decision");
      claimedMs = performance.now();
      other.rollback();
    });
    await expect(between).rejects.toThrow();
    await sending;
    expect(handedOver).toHaveLength(1);
    expect(startByMs).toBeGreaterThan(gotBudgetMs + handOverWithinMs);
    expect(startByMs).toBeLessThan(claimedMs + handOverWithinMs);
  });

  it("of one workspace are nothing to another", async () => {
    const other = await makeWorkspace(database.db);
    const budgets = [{ scopeId: workspaceId, period: "2026-03", limitMicros: 5_000 }];
    await database.db.transaction((tx) => lockBudgets(tx, workspaceId, budgets));
    expect(await database.db.transaction((tx) => lockBudgets(tx, other, budgets))).toEqual([0]);
  });
});

describe("another workspace", () => {
  it("sees nobody's messages, whereabouts or money, and finds no room of a campaign used", async () => {
    const [person] = await people(1);
    await limited({});
    const id = await launched({ ratePerMinute: 5 }, oneSms);
    await prepare(id);
    const other = await makeWorkspace(database.db);
    const asked = {
      ...{ campaignId: uuidv7(), priority: 1, contactIds: [person?.contactId ?? ""], since: night, now: clock },
    };
    const seenBy = async (workspace: string) =>
      (await recentMessages(database.db, { ...asked, workspaceId: workspace })).get(person?.contactId ?? "");
    expect(await seenBy(other)).toEqual({ messages: [], reservedTopics: [] });
    expect((await seenBy(workspaceId))?.messages).toMatchObject([{ channel: "sms", topic: "promotions" }]);
    const audience = { campaignId: id, audience: { kind: "all" as const }, audienceCount: 1 };
    expect(await audienceWhereabouts(database.db, other, audience)).toEqual([]);
    expect(await audienceWhereabouts(database.db, workspaceId, audience)).toMatchObject([{ phone: person?.phone }]);
    const budgets = [{ scopeId: workspaceId, period: "2026-03", limitMicros: 5_000 }];
    await database.db.transaction((tx) => lockBudgets(tx, workspaceId, budgets));
    expect(await committedInMonth(database.db, workspaceId, "2026-03")).toBe(0);
    expect(await committedInMonth(database.db, other, "2026-03")).toBeNull();
    expect(await roomInMinute(database.db, other, id, 5, () => clock)).toBe(5);
  });
});

describe("a rate", () => {
  it("lets so many go in each minute of the clock", async () => {
    await people(5);
    await limited({});
    const id = await launched({ ratePerMinute: 2 }, oneSms);
    for (const sent of [2, 4, 5]) {
      await sweepAndSend(id);
      await sweepAndSend(id);
      expect(handedOver).toHaveLength(sent);
      clock = new Date(clock.getTime() + 60_000);
    }
  });

  it("is not used up by messages whose fate is open", async () => {
    const [one, two] = await people(2);
    const id = await launched({ ratePerMinute: 5 }, oneSms);
    if (one === undefined || two === undefined) throw new Error("nobody");
    await makeDelivery(database.db, one, id, { state: "unknown", leaseUntil: clock });
    await makeDelivery(database.db, two, id, { state: "sending", leaseUntil: clock });
    expect(await roomInMinute(database.db, workspaceId, id, 5, () => clock)).toBe(4);
  });

  it("counts the minute it is when the wait for the room is over, not the one in which it began", async () => {
    await people(3);
    await limited({});
    const id = await launched({ ratePerMinute: 2 }, oneSms);
    let decided: Promise<number> | undefined;
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rate ${id}`}, 0))`);
      decided = prepare(id);
      await somebodyWaits("pg_advisory_xact_lock");
      clock = new Date(clock.getTime() + 60_000);
      const sent = {
        campaignId: id,
        workspaceId,
        armKey: "A",
        rung: 0,
        channel: "sms",
        metric: "accepted",
        at: clock,
      } as const;
      await addToRollups(tx, [sent, sent]);
    });
    expect(await decided).toBe(0);
  });
});
