import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { recordEngagements } from "@/db/queries/engagement";
import { later, makeCampaign, makeDelivery, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { personTimeline } from "@/db/queries/timeline";
import { campaign, decision, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { TimelineEvent } from "@/lib/timeline/event";
import { factWords } from "@/lib/timeline/fact-words";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const topics = [{ key: "promotions", name: "Promotions" }];
const told = (events: readonly TimelineEvent[]) =>
  events.map(({ at, campaign: of, fact }) => [at.toISOString().slice(11, 19), of?.name, factWords(fact, topics)]);

async function story() {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const person = await makePerson(db, workspaceId);
  const { contactId } = person;
  const first = await makeCampaign(db, workspaceId);
  const second = await makeCampaign(db, workspaceId);
  await db.update(campaign).set({ name: "Spring" }).where(eq(campaign.id, second));
  const consent = { workspaceId, contactId, channel: "*", topic: "*", proof: {} };
  await appendConsentEvents(db, [{ ...consent, status: "opted_in", source: "import", at: later(0) }]);
  const decided = { contactId, workspaceId, rule: "in_order" };
  await db.insert(decision).values([
    {
      ...{ ...decided, campaignId: first, rung: 0, chosen: "rcs", decidedAt: later(10) },
      gates: [{ channel: "rcs", refused: null }],
    },
    {
      ...{ ...decided, campaignId: second, rung: 0, chosen: null, decidedAt: later(500) },
      gates: [{ channel: "sms", refused: "frequency:capped" }],
    },
  ]);
  await makeDelivery(db, person, first, {
    ...{ rung: 0, channel: "rcs", state: "accepted", acceptedAt: later(11) },
    ...{ revokeOutcome: "revoked", revokeAt: later(100) },
  });
  const sms = await makeDelivery(db, person, first, {
    ...{ rung: 1, channel: "sms", state: "delivered", acceptedAt: later(101), deliveredAt: later(101) },
  });
  const act = { workspaceId, contactId, deliveryId: sms, channel: "sms" as const, target: "more" };
  await recordEngagements(
    db,
    [
      { ...act, kind: "click", isBot: false, dedupeKey: `${sms} 1`, at: later(200) },
      { ...act, kind: "click", isBot: true, dedupeKey: `${sms} 2`, at: later(201) },
    ],
    later(300),
  );
  const skipped = { campaignId: second, contactId, workspaceId, state: "skipped" as const, reason: "frequency:capped" };
  await db.insert(recipient).values({ ...skipped, updatedAt: later(500) });
  await appendConsentEvents(db, [{ ...consent, status: "opted_out", source: "keyword", at: later(600) }]);
  return { workspaceId, contactId };
}

const expected = [
  ["12:10:00", undefined, "Opted out of every channel and topic (from their own reply)."],
  ["12:08:20", "Spring", "Not sent: has had as many messages as they may get for now."],
  [
    ...["12:08:20", "Spring"],
    "Decided: Step 1 had no way to them: SMS (has had as many messages as they may get for now).",
  ],
  ["12:05:00", "Sale", "Reached the goal: the message was delivered."],
  ["12:03:20", "Sale", "Opened a link in the message."],
  ["12:01:41", "Sale", "Step 2 by SMS arrived."],
  ["12:01:41", "Sale", "Step 2 by SMS was handed over."],
  ["12:01:40", "Sale", "Step 1 by RCS was called back before it arrived, because the next step took over."],
  ["12:00:11", "Sale", "Step 1 by RCS was handed over."],
  ["12:00:10", "Sale", "Decided: Step 1 by RCS, the first choice."],
  ["12:00:00", undefined, "Agreed to every channel and topic (from an imported file)."],
];

test("tells what happened with a person over all campaigns, newest first, without what machines did", async () => {
  const { workspaceId, contactId } = await story();
  const all = await personTimeline(database.db, workspaceId, contactId, { after: null, limit: 100 });
  expect(told(all)).toEqual(expected);
});

test("read page by page it is the same, also where much happened in one moment", async () => {
  const { workspaceId, contactId } = await story();
  for (const limit of [1, 3]) {
    const pages: TimelineEvent[] = [];
    let after: TimelineEvent | null = null;
    for (let page: TimelineEvent[] | null = null; page === null || page.length > 0; after = pages.at(-1) ?? null) {
      page = await personTimeline(database.db, workspaceId, contactId, { after, limit });
      expect(page.length).toBeLessThanOrEqual(limit);
      pages.push(...page);
    }
    expect(told(pages)).toEqual(expected);
  }
});

test("another workspace is told nothing, and nothing of another person", async () => {
  const { workspaceId, contactId } = await story();
  const query = { after: null, limit: 100 };
  expect(await personTimeline(database.db, await makeWorkspace(database.db), contactId, query)).toEqual([]);
  const other = await makePerson(database.db, workspaceId);
  expect(await personTimeline(database.db, workspaceId, other.contactId, query)).toEqual([]);
});
