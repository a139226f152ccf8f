import { createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeCrowd } from "@/bench/make-crowd";
import { loadCampaign } from "@/db/queries/campaigns";
import { markLaunching, pauseCampaign, resumeCampaign, stopCampaign } from "@/db/queries/launch";
import { epoch, makeCampaign, makeWorkspace } from "@/db/queries/people.fixtures";
import { insertPrices } from "@/db/queries/prices";
import { campaign, delivery } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";

/** More than two slices: the first has 2,000. */
const people = 2_040;
const inFirstSlice = 2_000;

let database: TestDatabase;
let workspaceId: string;
let campaignId: string;
let handedOver: string[] = [];

const deps = (): SendingDeps => ({
  db: database.db,
  now: () => epoch,
  carrierFor: () => ({
    handOver: async (request) => {
      const ref = request.provider === "vonage" ? String(request.body.client_ref) : "";
      handedOver.push(ref);
      return { kind: "accepted", providerMessageId: `p-${ref}` };
    },
    revoke: async () => true,
    registerTemplate: async () => "approved",
  }),
  publicUrl: "https://cascade.example",
  mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
  limits: { concurrency: 100, leaseSeconds: 60, graceSeconds: 900 },
});

const states = async () => {
  const rows = await database.db.execute<{ state: string; people: number }>(sql`
    select state, count(*)::int as people from recipient where campaign_id = ${campaignId} group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ state, people }) => [state, people]));
};
const send = () => sendDeliveries(deps(), workspaceId, campaignId, null);
const launch = (begun?: () => Promise<void>) => launchCampaign(deps(), workspaceId, campaignId, begun);
const isUnfinished = async () => (await sweepLadder(deps())).toLaunch.some(({ id }) => id === campaignId);
const load = () => loadCampaign(database.db, workspaceId, campaignId);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  handedOver = [];
  workspaceId = await makeWorkspace(database.db);
  await makeCrowd(database.db, workspaceId, { count: people, firstPhone: 14_155_550_000, now: epoch });
  const rungs = [{ id: "1", channels: ["sms" as const], waitSeconds: 3600, success: "accepted" as const }];
  campaignId = await makeCampaign(database.db, workspaceId, { rungs });
  await database.db.update(campaign).set({ state: "draft", launchedAt: null }).where(eq(campaign.id, campaignId));
  expect(await markLaunching(database.db, { workspaceId, campaignId, revision: 1 }, epoch)).toBe(true);
});

describe("launching", () => {
  it("sends to the first while the others are still being taken, and to everybody once", async () => {
    await launch(async () => {
      await send();
      expect(handedOver).toHaveLength(inFirstSlice);
      // Nobody waits any more, and still the campaign is not over.
      await sweepLadder(deps());
      expect(await load()).toMatchObject({ state: "sending", launchedAt: null, recipientCount: null });
    });
    await send();
    expect(handedOver).toHaveLength(people);
    expect(new Set(handedOver).size).toBe(people);
    expect(await load()).toMatchObject({ launchedAt: epoch, recipientCount: people });
  });

  it("goes on behind the last slice when it was cut off, and draws nobody anew", async () => {
    await database.db.update(campaign).set({ holdoutPercent: 50 }).where(eq(campaign.id, campaignId));
    await expect(launch(() => Promise.reject(new Error("killed")))).rejects.toThrow("killed");
    const first = await states();
    expect((first.held_out ?? 0) + (first.pending ?? 0)).toBe(inFirstSlice);
    expect(first.held_out).toBeGreaterThan(900);
    expect(first.pending).toBeGreaterThan(900);
    expect(await isUnfinished()).toBe(true);
    expect(await launch()).toBe(true);
    expect(await launch()).toBe(true);
    const all = await states();
    expect((all.held_out ?? 0) + (all.pending ?? 0)).toBe(people);
    expect(await isUnfinished()).toBe(false);
  });

  it("a campaign stopped in the middle takes nobody more, and nobody is left waiting", async () => {
    const launched = await launch(async () => {
      await stopCampaign(database.db, workspaceId, campaignId, epoch);
    });
    expect(launched).toBe(false);
    expect(await states()).toEqual({ cancelled: inFirstSlice });
    expect(await load()).toMatchObject({ state: "cancelled", launchedAt: null });
    await send();
    expect(handedOver).toEqual([]);
    expect(await isUnfinished()).toBe(false);
  });

  it("a pause in the middle holds the messages, not the snapshot", async () => {
    await launch(async () => {
      await pauseCampaign(database.db, workspaceId, campaignId, epoch);
    });
    expect(await states()).toEqual({ pending: people });
    await send();
    expect(handedOver).toEqual([]);
    await resumeCampaign(database.db, workspaceId, campaignId, epoch);
    await send();
    expect(handedOver).toHaveLength(people);
  });

  it("takes nobody of another workspace", async () => {
    const other = await makeWorkspace(database.db);
    await makeCrowd(database.db, other, { count: 5, firstPhone: 14_155_560_000, now: epoch });
    await launch();
    expect(await states()).toEqual({ pending: people });
    expect(await launchCampaign(deps(), other, campaignId)).toBe(false);
  });
});

it("a change of the price list after the launch leaves this campaign's estimates as they were", async () => {
  const { db } = database;
  const priced = (micros: number) =>
    insertPrices(
      db,
      workspaceId,
      [{ channel: "sms", country: "*", billedAs: "segment", currency: "USD", micros, validFrom: "2026-01-01" }],
      "typed",
      epoch,
    );
  await priced(8_000);
  await db.update(campaign).set({ state: "draft" }).where(eq(campaign.id, campaignId));
  await db.execute(sql`delete from campaign_price_list`);
  await markLaunching(db, { workspaceId, campaignId, revision: 1 }, epoch);
  await priced(90_000);
  await launch(async () => {
    await send();
  });
  const [row] = await db
    .selectDistinct({ micros: delivery.estimatedMicros, units: delivery.billedUnits })
    .from(delivery)
    .where(eq(delivery.campaignId, campaignId));
  expect(row?.micros).toBe(8_000 * (row?.units ?? 0));
});
