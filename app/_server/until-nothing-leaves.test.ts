import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { untilNothingLeaves } from "@/app/_server/until-nothing-leaves";
import { stopByOneClick } from "@/app/(public)/p/[token]/serve-preferences";
import { obeyNow } from "@/app/api/webhooks/vonage/obey-now";
import { seededRandom } from "@/bench/seeded-random";
import { appendConsentEvents } from "@/db/queries/consent";
import { makeCampaign, makeDelivery, makePerson, makeWorkspace, type TestPerson } from "@/db/queries/people.fixtures";
import { storeReceipts } from "@/db/queries/receipts";
import { lockWaitingRecipients } from "@/db/queries/sending";
import { campaign, delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier } from "@/inngest/providers/contract";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { globalScope } from "@/lib/consent/scope";
import { arrivalMs, handOverWithinMs } from "@/lib/ladder/hand-over-limit";
import { encodePreferenceToken } from "@/lib/links/preference-token";

let database: TestDatabase;
let workspaceId: string;
beforeAll(async () => {
  database = await testDatabase();
  workspaceId = await makeWorkspace(database.db);
});
afterAll(() => database.end());

describe("after somebody opted out", () => {
  /** A clock on which only resting takes time. */
  const clock = (onRest: (rests: number) => unknown) => {
    let nowMs = 0;
    let rests = 0;
    return {
      elapsed: () => nowMs,
      nowMs: () => nowMs,
      rest: async (ms: number) => {
        nowMs += ms;
        rests += 1;
        await onRest(rests);
      },
    };
  };

  it("the answer waits until what is under way to them is recorded", async () => {
    const person = await makePerson(database.db, workspaceId);
    const id = await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), {
      state: "sending",
    });
    const time = clock(async (rests) => {
      if (rests === 3) await database.db.update(delivery).set({ state: "accepted" }).where(eq(delivery.id, id));
    });
    await untilNothingLeaves(database.db, person, time);
    expect(time.elapsed()).toBe(45);
  });

  it("and for whoever began to decide about them before the opt-out was there to be read", async () => {
    const { db } = database;
    const person = await makePerson(db, workspaceId);
    const campaignId = await makeCampaign(db, workspaceId);
    const who = { campaignId, contactId: person.contactId, workspaceId };
    const about = { ...globalScope, workspaceId, contactId: person.contactId, source: "keyword", proof: {} } as const;
    await appendConsentEvents(db, [{ ...about, status: "opted_in", at: new Date() }]);
    const questions = [{ channel: "rcs" as const, addressKind: "phone" }];
    const lock = { topic: "promotions", questions, limit: 10, locksPeople: false };
    const clocked = clock(() =>
      db.update(delivery).set({ state: "accepted" }).where(eq(delivery.campaignId, campaignId)),
    );
    let isAnswered = false;
    let decided = (): void => undefined;
    const isDecided = new Promise<void>((resolve) => {
      decided = resolve;
    });
    let deciding: Promise<unknown> | undefined;
    await db.transaction(async (optOut) => {
      await appendConsentEvents(optOut, [{ ...about, status: "opted_out", at: new Date() }]);
      // The campaign takes them in, and a lane begins at once.
      await db.insert(recipient).values({ ...who, armKey: "A", state: "pending", updatedAt: new Date() });
      await new Promise<void>((begun) => {
        deciding = db.transaction(async (tx) => {
          const read = await lockWaitingRecipients(tx, workspaceId, campaignId, lock, new Date());
          expect(read).toMatchObject([{ channels: [{ consentRefusal: null }] }]);
          begun();
          await isDecided;
          const made = {
            ...who,
            id: uuidv7(),
            rung: 0,
            armKey: "A",
            channel: "rcs",
            addressId: person.addressId,
          } as const;
          await tx.insert(delivery).values({ ...made, state: "sending", createdAt: new Date() });
        });
      });
    });
    const answered = untilNothingLeaves(db, person, clocked).then(() => {
      isAnswered = true;
    });
    for (let waits = 0; waits === 0 && !isAnswered; ) {
      const [row] = await database.sql<{ waits: number }[]>`select count(*)::int as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      waits = row?.waits ?? 0;
    }
    decided();
    await Promise.all([deciding, answered]);
    expect(clocked.elapsed()).toBe(15);
  });

  it("but never longer than a claimed message may take to leave and to arrive", async () => {
    const person = await makePerson(database.db, workspaceId);
    await makeDelivery(database.db, person, await makeCampaign(database.db, workspaceId), { state: "sending" });
    const time = clock(() => undefined);
    await untilNothingLeaves(database.db, person, time);
    expect(time.elapsed()).toBeGreaterThanOrEqual(handOverWithinMs + arrivalMs);
    expect(time.elapsed()).toBeLessThan(handOverWithinMs + arrivalMs + 100);
  });

  it("and not for messages to others", async () => {
    const [person, other] = [await makePerson(database.db, workspaceId), await makePerson(database.db, workspaceId)];
    await makeDelivery(database.db, other, await makeCampaign(database.db, workspaceId), { state: "sending" });
    const time = clock(() => undefined);
    await untilNothingLeaves(database.db, person, time);
    expect(time.elapsed()).toBe(0);
  });
});

describe("opting out while a campaign is being sent", () => {
  const mac = (bytes: Uint8Array) => createHmac("sha256", "secret").update(bytes).digest();
  const publicUrl = "https://app.example";

  const consenting = async (count: number) => {
    const people = await Promise.all(Array.from({ length: count }, () => makePerson(database.db, workspaceId)));
    const agreed = { workspaceId, ...globalScope, status: "opted_in", source: "import", proof: {} } as const;
    const events = people.map(({ contactId }) => ({ ...agreed, contactId, at: new Date() }));
    await appendConsentEvents(database.db, events);
    return people;
  };

  const reply = async (person: TestPerson) => {
    const dedupeKey = `stop ${person.contactId}`;
    const message = { channel: "sms", message_uuid: dedupeKey, to: "14155550199", from: person.phone, text: "STOP" };
    const body = { ...message, timestamp: new Date().toISOString(), message_type: "text" };
    const stored = { workspaceId, kind: "inbound" as const, dedupeKey };
    await storeReceipts(database.db, [{ ...stored, provider: "vonage", body, receivedAt: new Date() }]);
    await obeyNow(database.db, stored);
  };

  const oneClick = async ({ contactId }: TestPerson) => {
    const now = new Date();
    const token = encodePreferenceToken(
      { workspaceId, contactId, campaignId: null, expiresAt: new Date(now.getTime() + 3_600_000) },
      mac,
    );
    const request = new Request(`${publicUrl}/p/${token}/stop`, { method: "POST" });
    const response = await stopByOneClick(request, token, { db: database.db, mac, now, publicUrl });
    expect(response.status).toBe(200);
  };

  it.each([1, 2])("nothing reaches a person after the answer, at whatever moment they did (seed %i)", async (seed) => {
    workspaceId = await makeWorkspace(database.db);
    const random = seededRandom(seed);
    const people = await consenting(200);
    const rungs = [{ id: "1", channels: ["sms" as const], waitSeconds: 3600, success: "delivered" as const }];
    const campaignId = await makeCampaign(database.db, workspaceId, { rungs });
    await database.db.update(campaign).set({ launchedAt: null }).where(eq(campaign.id, campaignId));

    const stopped = new Set<string>();
    const late: string[] = [];
    let arrived = 0;
    const leavers = [...people].sort(() => random() - 0.5).slice(0, 45);
    const leaving: Promise<void>[] = [];
    const turns = async () => {
      for (let turn = Math.floor(random() * 60); turn > 0; turn -= 1) await new Promise((next) => setImmediate(next));
    };
    const carrier: Carrier = {
      handOver: async (request) => {
        const to = request.provider === "vonage" ? String(request.body.to) : "";
        // On its way: this is when people leave.
        await turns();
        if (stopped.has(to)) late.push(to);
        arrived += 1;
        const next = arrived % 3 === 0 ? leavers.pop() : undefined;
        if (next !== undefined) {
          const leave = leavers.length % 2 === 0 ? reply : oneClick;
          leaving.push(leave(next).then(() => void stopped.add(next.phone)));
        }
        await turns();
        return { kind: "accepted", providerMessageId: `p-${seed}-${arrived}` };
      },
      revoke: async () => true,
      registerTemplate: async () => "approved",
    };
    const deps = {
      ...{ db: database.db, now: () => new Date(), carrierFor: () => carrier, publicUrl, mac },
      limits: { concurrency: 50, leaseSeconds: 60, graceSeconds: 900 },
    };
    await launchCampaign(deps, workspaceId, campaignId);
    await sendDeliveries(deps, workspaceId, campaignId, null);
    await Promise.all(leaving);
    expect(stopped.size).toBeGreaterThan(30);
    expect(arrived).toBeLessThan(people.length);
    expect(late).toEqual([]);
  });
});
