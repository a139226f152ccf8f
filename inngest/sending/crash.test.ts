import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { appendConsentEvents } from "@/db/queries/consent";
import { epoch, makeCampaign, makePerson, makeWorkspace } from "@/db/queries/people.fixtures";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { addToRollups } from "@/db/queries/rollups";
import { campaign, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier } from "@/inngest/providers/contract";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import { globalScope } from "@/lib/consent/scope";

const people = 3;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

class Killed extends Error {}

/** Lets so many steps to the outside happen and then dies: before the next one, or right after it took effect. */
class Fate {
  private steps = 0;
  isDead = false;

  constructor(
    private readonly dieAt: number,
    private readonly when: "before" | "after",
  ) {}

  async step<Result>(act: () => PromiseLike<Result>): Promise<Result> {
    this.steps += 1;
    if (this.steps === this.dieAt && this.when === "before") this.isDead = true;
    if (this.isDead) throw new Killed();
    const result = await act();
    if (this.steps >= this.dieAt && this.when === "after") this.isDead = true;
    if (this.isDead) throw new Killed();
    return result;
  }
}

/** The database as a process sees it that may die at any statement or commit. */
function mortal(db: Database, fate: Fate): Database {
  return new Proxy(db, {
    get: (target, name, receiver) => {
      if (name === "execute") return (query: never) => fate.step(() => target.execute(query));
      if (name === "transaction") {
        return (run: (tx: Database) => Promise<unknown>) =>
          fate.step(() => target.transaction((tx) => run(mortal(tx as unknown as Database, fate))));
      }
      return Reflect.get(target, name, receiver);
    },
  });
}

interface World {
  workspaceId: string;
  campaignId: string;
  /** What the provider got, in order. */
  handedOver: string[];
  clock: { now: Date };
}

async function makeWorld(): Promise<World> {
  const { db } = database;
  const workspaceId = await makeWorkspace(db);
  const all = await Promise.all(Array.from({ length: people }, () => makePerson(db, workspaceId)));
  await appendConsentEvents(
    db,
    all.map(({ contactId }) => ({
      ...{ workspaceId, contactId, ...globalScope, status: "opted_in" as const },
      ...{ source: "import" as const, proof: {}, at: epoch },
    })),
  );
  const rungs = [{ id: "1", channels: ["sms" as const], waitSeconds: 86_400, success: "delivered" as const }];
  const campaignId = await makeCampaign(db, workspaceId, { rungs });
  await db.update(campaign).set({ launchedAt: null }).where(eq(campaign.id, campaignId));
  return { workspaceId, campaignId, handedOver: [], clock: { now: epoch } };
}

function depsOf(world: World, fate: Fate): SendingDeps {
  const carrier: Carrier = {
    handOver: (request) =>
      fate.step(async () => {
        const ref = request.provider === "vonage" ? String(request.body.client_ref) : "";
        world.handedOver.push(ref);
        return { kind: "accepted" as const, providerMessageId: `p-${ref}` };
      }),
    revoke: async () => true,
    registerTemplate: async () => "approved",
  };
  return {
    db: mortal(database.db, fate),
    now: () => world.clock.now,
    carrierFor: () => carrier,
    publicUrl: "https://cascade.example",
    mac: (bytes) => createHmac("sha256", "test").update(bytes).digest(),
    limits: { concurrency: 50, leaseSeconds: 60, graceSeconds: 900 },
  };
}

async function run(world: World, fate: Fate): Promise<void> {
  const deps = depsOf(world, fate);
  const { workspaceId, campaignId } = world;
  await launchCampaign(deps, workspaceId, campaignId);
  await sendDeliveries(deps, workspaceId, campaignId, null);
  await sweepLadder(deps);
  await sendDeliveries(deps, workspaceId, campaignId, null);
}

/** The provider reports what it got, as often as it likes. */
async function deliver({ workspaceId, handedOver, clock }: World): Promise<void> {
  await storeReceipts(
    database.db,
    handedOver.map((ref) => ({
      ...{ workspaceId, provider: "vonage", kind: "status" as const, dedupeKey: `${ref} delivered` },
      receivedAt: clock.now,
      body: { message_uuid: `p-${ref}`, client_ref: ref, status: "delivered", timestamp: clock.now.toISOString() },
    })),
  );
  await applyStatusReceipts(database.db, { now: clock.now, max: 1000 });
}

const pass = (world: World, seconds: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};

/** What the next process does: the same verbs again, while time passes and receipts come. */
async function recover(world: World): Promise<void> {
  const immortal = () => new Fate(Number.POSITIVE_INFINITY, "before");
  for (const [turn, seconds] of [1, 61, 600, 901, 1].entries()) {
    pass(world, seconds);
    await run(world, immortal());
    // Other messages of the campaign are heard of: receipts do reach us.
    const { campaignId, workspaceId } = world;
    const heard = { campaignId, workspaceId, armKey: "A", rung: 0, channel: "sms", metric: "delivered" as const };
    await addToRollups(database.db, [{ ...heard, at: world.clock.now }]);
    // The receipts come late, long after the lease of a dead worker ran out.
    if (turn > 1) await deliver(world);
  }
  await run(world, immortal());
}

describe.each(["before", "after"] as const)("a process that dies %s any step", (when) => {
  it("leaves a state from which the next one reaches the same end: everybody once", async () => {
    for (let dieAt = 1; ; dieAt += 1) {
      const world = await makeWorld();
      const fate = new Fate(dieAt, when);
      const error = await run(world, fate).catch((reason: unknown) => reason);
      if (!fate.isDead) break;
      expect(error).toBeInstanceOf(Killed);
      await recover(world);
      expect([dieAt, world.handedOver.length, new Set(world.handedOver).size]).toEqual([dieAt, people, people]);
      const rows = await database.db.select().from(recipient).where(eq(recipient.campaignId, world.campaignId));
      expect(rows.map(({ state, reason }) => [state, reason])).toEqual(
        Array.from({ length: people }, () => ["succeeded", "success_delivered"]),
      );
      const [row] = await database.db.select().from(campaign).where(eq(campaign.id, world.campaignId));
      expect(row?.state).toBe("finished");
    }
  }, 120_000);
});
