import { createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { failEstimate, findEstimate, requestEstimate, saveEstimate } from "@/db/queries/cost-estimates";
import { costSample } from "@/db/queries/cost-sample";
import { epoch, makeCampaign, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { insertPrices, savePrices } from "@/db/queries/prices";
import { arm, campaign, delivery } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { estimateCost } from "@/inngest/cost/estimate-cost";
import type { Carrier } from "@/inngest/providers/contract";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { revokeOvertaken } from "@/inngest/sending/revoke-overtaken";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import { examplePrices } from "@/lib/cost/default-prices";
import type { CostEstimate } from "@/lib/cost/estimate";
import type { NewPrice } from "@/lib/cost/price";
import { assignmentSlices } from "@/lib/experiment/assignment-slices";
import type { Rung } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";

const waitSeconds = 24 * 60 * 60;
const rungs: Rung[] = [
  { id: "1", channels: ["rcs"], waitSeconds, success: "engaged" },
  { id: "2", channels: ["whatsapp", "sms"], waitSeconds, success: "delivered" },
];
const smsOnly: Rung[] = [{ id: "1", channels: ["sms"], waitSeconds, success: "delivered" }];

let database: TestDatabase;
let clock = epoch;
const carrier: Carrier = {
  handOver: async (request) => ({
    kind: "accepted",
    providerMessageId: `p-${request.provider === "vonage" ? String(request.body.client_ref) : ""}`,
  }),
  revoke: async () => true,
  registerTemplate: async () => "approved",
};

function deps(): SendingDeps {
  return {
    db: database.db,
    now: () => clock,
    carrierFor: () => carrier,
    publicUrl: "https://cascade.example",
    mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
    limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
  };
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** A business with example prices and people of different countries and names, most of whom agreed. */
async function business(people: number, prices: NewPrice[] = examplePrices("2026-01-01")): Promise<string> {
  clock = epoch;
  const workspaceId = await makeWorkspace(database.db);
  await insertPrices(database.db, workspaceId, prices, "example", epoch);
  const made = await Promise.all(
    Array.from({ length: people }, (_, index) =>
      makePerson(database.db, workspaceId, {
        country: index % 3 === 0 ? "DE" : "US",
        firstName: "Ana".repeat(1 + (index % 90)),
      }),
    ),
  );
  await appendConsentEvents(
    database.db,
    made.flatMap(({ contactId }, index) =>
      index % 10 === 9
        ? []
        : [
            {
              workspaceId,
              contactId,
              channel: "*",
              topic: "*",
              status: "opted_in",
              source: "user",
              proof: {},
              at: epoch,
            },
          ],
    ),
  );
  return workspaceId;
}

async function draft(workspaceId: string, ladder: Rung[], holdoutPercent = 0): Promise<string> {
  const id = await makeCampaign(database.db, workspaceId, { rungs: ladder });
  await database.db.update(campaign).set({ launchedAt: null, holdoutPercent }).where(eq(campaign.id, id));
  const message: Message = {
    blocks: [
      {
        ...{ id: "hello", kind: "text" },
        paragraphs: [
          { style: "plain", children: [{ type: "text", text: "Hello {{ first_name }}, come in", marks: [] }] },
        ],
      },
    ],
  };
  await database.db.update(arm).set({ message }).where(eq(arm.campaignId, id));
  return id;
}

async function estimated(workspaceId: string, campaignId: string, peopleMax?: number): Promise<CostEstimate> {
  await requestEstimate(database.db, { workspaceId, campaignId, unlessAfter: clock, now: clock });
  expect(await estimateCost(deps(), workspaceId, campaignId, peopleMax)).toBe(true);
  const found = await findEstimate(database.db, workspaceId, campaignId);
  if (found?.result == null) throw new Error("a count leaves its result");
  expect(found.state).toBe("ready");
  return found.result;
}

describe("an estimate", () => {
  it("is to the micro what the sending then counts, for the first message and for the whole ladder", async () => {
    const workspaceId = await business(60);
    const id = await draft(workspaceId, rungs, 20);
    const estimate = await estimated(workspaceId, id);
    await launchCampaign(deps(), workspaceId, id);
    await sendDeliveries(deps(), workspaceId, id, null);
    clock = new Date(epoch.getTime() + (waitSeconds + 60) * 1000);
    await sweepLadder(deps());
    // Messages that can be called back are, before the next step goes out.
    await revokeOvertaken(deps(), null);
    await sweepLadder(deps());
    await sendDeliveries(deps(), workspaceId, id, null);
    const sent = await database.db.select().from(delivery).where(eq(delivery.campaignId, id));
    const sum = (rows: typeof sent) => rows.reduce((total, row) => total + (row.estimatedMicros ?? Number.NaN), 0);
    const first = sent.filter(({ rung }) => rung === 0);
    expect(first.length).toBeGreaterThan(20);
    expect(sent.length).toBe(2 * first.length);
    expect(estimate.first).toEqual([moneyOf(sum(first))]);
    expect(estimate.whole).toEqual([moneyOf(sum(sent))]);
    expect(estimate.heldOutCount + estimate.unreachedCount + first.length).toBe(60);
    expect(estimate.usesExamplePrices).toBe(true);
  });

  it("counts segments of each person's own text, and the price on the day of each step", async () => {
    const price = (validFrom: string, micros: number): NewPrice => ({
      ...({ channel: "sms", country: "*", billedAs: "segment", currency: "EUR" } as const),
      ...{ validFrom, micros },
    });
    const workspaceId = await business(30, [price("2026-01-01", 10), price("2026-03-02", 1000)]);
    const id = await draft(workspaceId, [...smsOnly, { ...smsOnly[0], id: "2" } as Rung]);
    const { lines, first, whole } = await estimated(workspaceId, id);
    const [one] = lines;
    expect(one?.people).toBe(27);
    expect(one?.peopleByUnits.one).toBeLessThan(27);
    expect(lines.map(({ units }) => units)).toEqual([one?.units, one?.units]);
    // The second step is a day later, when the new price counts.
    expect(first).toEqual([moneyOf(10 * (one?.units ?? 0))]);
    expect(whole).toEqual([moneyOf(1010 * (one?.units ?? 0))]);
  });

  it("claims nothing where the price list is silent", async () => {
    const workspaceId = await business(10, []);
    const estimate = await estimated(workspaceId, await draft(workspaceId, smsOnly));
    expect(estimate).toMatchObject({
      first: [],
      whole: [],
      unpriced: [{ channel: "sms", billedAs: "segment", people: 9 }],
    });
  });

  it("of a large audience counts a random part, the same each time, with a range around the truth", async () => {
    const workspaceId = await business(400);
    const id = await draft(workspaceId, smsOnly);
    const truth = (await estimated(workspaceId, id)).first[0]?.micros ?? 0;
    const part = await estimated(workspaceId, id, 150);
    expect(part.audienceCount).toBe(400);
    expect(part.countedCount).toBeGreaterThan(100);
    expect(part.countedCount).toBeLessThan(200);
    const [range] = part.first;
    if (range === undefined) throw new Error("somebody was counted");
    // How often the range itself holds the truth is tested where it is computed; here people are other people each time.
    const width = range.highMicros - range.lowMicros;
    expect(width).toBeGreaterThan(0);
    expect(Math.abs(range.micros - truth)).toBeLessThan(2 * width);
    expect(await estimated(workspaceId, id, 150)).toEqual(part);
  });

  it("belongs to one workspace, from the people read to the row kept", async () => {
    const ours = await business(10);
    const theirs = await business(0);
    const id = await draft(ours, smsOnly);
    const request = { campaignId: id, unlessAfter: clock, now: clock };
    expect(await requestEstimate(database.db, { ...request, workspaceId: theirs })).toBe(false);
    const result = await estimated(ours, id);
    expect(await estimateCost(deps(), theirs, id)).toBe(false);
    await saveEstimate(database.db, theirs, id, {
      basis: "x",
      result: { ...result, audienceCount: 0 },
      countedAt: clock,
    });
    await failEstimate(database.db, theirs, id);
    expect(await findEstimate(database.db, theirs, id)).toBeNull();
    expect(await findEstimate(database.db, ours, id)).toMatchObject({ state: "ready", result: { audienceCount: 10 } });
    const sample = await costSample(database.db, {
      ...{ workspaceId: theirs, audience: { kind: "all" }, topic: "promotions", salt: "s", draw: null, after: null },
      ...{ slices: assignmentSlices([{ key: "A", weightPercent: 100 }], 0), peopleMax: 100, now: clock },
      questions: [{ channel: "sms", addressKind: "phone" }],
    });
    expect(sample).toEqual([]);
  });

  it("is asked for once while it is under way, and again when that was lost or is done", async () => {
    const workspaceId = await business(1);
    const campaignId = await draft(workspaceId, smsOnly);
    const ask = (seconds: number) => {
      const now = new Date(epoch.getTime() + seconds * 1000);
      return requestEstimate(database.db, {
        workspaceId,
        campaignId,
        unlessAfter: new Date(now.getTime() - 90_000),
        now,
      });
    };
    expect([await ask(0), await ask(5), await ask(89)]).toEqual([true, false, false]);
    expect(await ask(91)).toBe(true);
    await failEstimate(database.db, workspaceId, campaignId);
    expect(await ask(92)).toBe(true);
  });

  it("grows old when the prices change", async () => {
    const workspaceId = await business(1);
    const id = await draft(workspaceId, smsOnly);
    await estimated(workspaceId, id);
    const before = (await findEstimate(database.db, workspaceId, id))?.basis;
    const change = { workspaceId, userId: workspaceId, today: "2026-03-01", now: new Date(epoch.getTime() + 1000) };
    await savePrices(database.db, change, { prices: examplePrices("2026-04-01"), source: "typed" });
    await estimated(workspaceId, id);
    expect((await findEstimate(database.db, workspaceId, id))?.basis).not.toBe(before);
    await database.db.execute(sql`update campaign set revision = revision + 1 where id = ${id}`);
    const now = (await findEstimate(database.db, workspaceId, id))?.basis;
    await estimated(workspaceId, id);
    expect((await findEstimate(database.db, workspaceId, id))?.basis).not.toBe(now);
  });
});

function moneyOf(micros: number) {
  return { currency: "EUR", micros, lowMicros: micros, highMicros: micros };
}
