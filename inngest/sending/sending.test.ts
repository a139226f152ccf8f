import { createHmac } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { pauseCampaign, resumeCampaign, stopCampaign } from "@/db/queries/launch";
import { epoch, makeCampaign, makePerson, makeWorkspace, type TestPerson } from "@/db/queries/people.fixtures";
import { advanceRecipients } from "@/db/queries/progress";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { campaignFunnel } from "@/db/queries/report";
import { addToRollups } from "@/db/queries/rollups";
import { campaign, delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { revokeOvertaken } from "@/inngest/sending/revoke-overtaken";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import type { ProviderRequest } from "@/lib/channels/contract";
import { globalScope } from "@/lib/consent/scope";
import type { Rung } from "@/lib/ladder/schema";

const day = 24 * 60 * 60;
const rungs: Rung[] = [
  { id: "1", channels: ["rcs"], waitSeconds: day, success: "engaged" },
  { id: "2", channels: ["whatsapp"], waitSeconds: day, success: "engaged" },
  { id: "3", channels: ["mms", "sms"], waitSeconds: day, success: "delivered" },
];

let database: TestDatabase;
let workspaceId: string;
let clock = epoch;
let handedOver: { channel: string; clientRef: string }[] = [];
let revoked: string[] = [];
let revoke: (providerId: string) => boolean = () => true;
let answer: (channel: string, clientRef: string) => HandOver | Promise<HandOver>;
const accept = (_: string, clientRef: string): HandOver => ({ kind: "accepted", providerMessageId: `p-${clientRef}` });

const carrier: Carrier = {
  handOver: async (request: ProviderRequest) => {
    if (request.provider !== "vonage") throw new Error("only phones here");
    const channel = String(request.body.channel);
    const clientRef = String(request.body.client_ref);
    handedOver.push({ channel, clientRef });
    return answer(channel, clientRef);
  },
  revoke: async (providerId) => {
    revoked.push(providerId);
    return revoke(providerId);
  },
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

const pass = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000);
};

async function sweepAndSend(campaignId: string): Promise<void> {
  await sweepLadder(deps());
  await revokeOvertaken(deps(), null);
  await sendDeliveries(deps(), workspaceId, campaignId, null);
}

async function consenting(count: number): Promise<TestPerson[]> {
  const people = await Promise.all(
    Array.from({ length: count }, () => makePerson(database.db, workspaceId, { country: "US" })),
  );
  await appendConsentEvents(
    database.db,
    people.map(({ contactId }) => ({
      workspaceId,
      contactId,
      channel: "*",
      topic: "*",
      status: "opted_in" as const,
      source: "user" as const,
      proof: {},
      at: clock,
    })),
  );
  return people;
}

async function draft(ladder: Rung[] = rungs): Promise<string> {
  const id = await makeCampaign(database.db, workspaceId, { rungs: ladder });
  await database.db.update(campaign).set({ launchedAt: null }).where(eq(campaign.id, id));
  return id;
}

async function launch(ladder: Rung[] = rungs): Promise<string> {
  const id = await draft(ladder);
  await launchCampaign(deps(), workspaceId, id);
  await sendDeliveries(deps(), workspaceId, id, null);
  return id;
}

const recipients = (campaignId: string) =>
  database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId)).orderBy(recipient.contactId);
const deliveries = (campaignId: string) =>
  database.db.select().from(delivery).where(eq(delivery.campaignId, campaignId)).orderBy(delivery.rung, delivery.id);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  clock = epoch;
  handedOver = [];
  revoked = [];
  revoke = () => true;
  answer = accept;
  workspaceId = await makeWorkspace(database.db, {
    senders: Object.fromEntries(
      ["rcs", "whatsapp", "mms", "sms"].map((channel) => [
        channel,
        { from: "14155550199", displayName: "Acme", canReceiveReplies: true },
      ]),
    ),
  });
});

describe("the ladder, on a virtual clock", () => {
  it("goes from rung to rung after each full wait, and ends when the last wait is over", async () => {
    await consenting(3);
    const id = await launch();
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs", "rcs"]);
    pass(day - 1);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(3);
    pass(1);
    await sweepAndSend(id);
    expect(handedOver.slice(3).map((each) => each.channel)).toEqual(["whatsapp", "whatsapp", "whatsapp"]);
    pass(day);
    await sweepAndSend(id);
    expect(handedOver.slice(6).map((each) => each.channel)).toEqual(["mms", "mms", "mms"]);
    pass(day);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(9);
    expect(new Set(handedOver.map((each) => each.clientRef)).size).toBe(9);
    expect((await recipients(id)).map((each) => [each.state, each.reason])).toEqual(
      Array.from({ length: 3 }, () => ["exhausted", "timed_out"]),
    );
    const [done] = await database.db.select().from(campaign).where(eq(campaign.id, id));
    expect(done?.state).toBe("finished");
  });

  it("moves on at once when the provider refuses, and remembers that the address cannot be reached there", async () => {
    await consenting(1);
    answer = (channel, ref) =>
      channel === "rcs"
        ? { kind: "refused", code: "1300", failure: "unreachable", retryAfterSeconds: null }
        : accept(channel, ref);
    const first = await launch();
    await sweepAndSend(first);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "whatsapp"]);
    handedOver = [];
    await launch();
    expect(handedOver.map((each) => each.channel)).toEqual(["whatsapp"]);
  });

  it("tries again after a passing disturbance, later and later, and gives up after the sixth try", async () => {
    await consenting(1);
    answer = () => ({ kind: "refused", code: "1030", failure: "transient", retryAfterSeconds: null });
    const id = await launch([{ id: "1", channels: ["sms"], waitSeconds: 60, success: "delivered" }]);
    expect(handedOver).toHaveLength(1);
    for (let minute = 0; minute < 20; minute += 1) {
      pass(60);
      await sweepAndSend(id);
    }
    expect(handedOver).toHaveLength(6);
    expect(new Set(handedOver.map((each) => each.clientRef)).size).toBe(1);
    expect((await recipients(id))[0]).toMatchObject({ state: "exhausted", reason: "failed" });
  });

  /** The provider reports a failure of what it took. */
  async function fail(campaignId: string, code: string): Promise<void> {
    const rows = (await deliveries(campaignId)).filter(({ state }) => state === "accepted");
    await storeReceipts(
      database.db,
      rows.map(({ id, providerMessageId, channel, attempts }) => ({
        ...{
          workspaceId,
          provider: "vonage",
          kind: "status",
          dedupeKey: `${id} ${attempts} ${code}`,
          receivedAt: clock,
        },
        body: {
          ...{ message_uuid: providerMessageId, client_ref: id, channel, to: "1", from: "2" },
          ...{ timestamp: clock.toISOString(), status: "rejected", error: { title: code } },
        },
      })),
    );
    await applyStatusReceipts(database.db, { now: clock, max: 100 });
  }

  it("a failure that passes, reported after the provider took it, keeps the rung, and each message counts once", async () => {
    await consenting(1);
    const id = await launch();
    await fail(id, "1330");
    await sweepAndSend(id);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs"]);
    pass(60);
    await sweepAndSend(id);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs"]);
    expect(await deliveries(id)).toMatchObject([{ state: "accepted", attempts: 2, failedAt: null }]);
    const counted = await database.db.execute(sql`
      select metric, sum(count)::int as count from rollup where campaign_id = ${id} group by 1 having sum(count) <> 0`);
    expect([...counted]).toEqual([{ metric: "accepted", count: 1 }]);
    // Another kind of failure is no reason to go on trying.
    await fail(id, "1310");
    await sweepAndSend(id);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs", "whatsapp"]);
  });

  it("a phone that takes nothing more today gets the next rung at once, and no campaign tries the channel for a day", async () => {
    await consenting(1);
    const ladder: Rung[] = [
      { id: "1", channels: ["rcs"], waitSeconds: day, success: "read" },
      { id: "2", channels: ["sms"], waitSeconds: day, success: "delivered" },
    ];
    const first = await launch(ladder);
    await fail(first, "131049");
    await sweepAndSend(first);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "sms"]);
    pass(day - 1);
    const second = await launch(ladder);
    expect(handedOver.slice(2).map((each) => each.channel)).toEqual(["sms"]);
    const rows = await database.db.execute<{ gates: unknown }>(sql`
      select gates from decision where campaign_id = ${second} and rung = 0`);
    expect(rows[0]?.gates).toEqual([{ channel: "rcs", refused: "capability:blocked_for_now" }]);
    pass(1);
    await launch(ladder);
    expect(handedOver.slice(3).map((each) => each.channel)).toEqual(["rcs"]);
  });

  it("who is capped again is left alone twice as long, until something arrives", async () => {
    await consenting(1);
    const ladder: Rung[] = [
      { id: "1", channels: ["rcs"], waitSeconds: day, success: "read" },
      { id: "2", channels: ["sms"], waitSeconds: day, success: "delivered" },
    ];
    const channels = async (failing: string | null) => {
      handedOver = [];
      const id = await launch(ladder);
      if (failing !== null) await fail(id, failing);
      return handedOver.map((each) => each.channel);
    };
    expect(await channels("1461")).toEqual(["rcs"]);
    pass(day);
    expect(await channels("131049")).toEqual(["rcs"]);
    pass(2 * day - 1);
    expect(await channels(null)).toEqual(["sms"]);
    pass(1);
    expect(await channels(null)).toEqual(["rcs"]);
    await database.db
      .update(delivery)
      .set({ state: "delivered", deliveredAt: clock })
      .where(and(eq(delivery.workspaceId, workspaceId), eq(delivery.state, "accepted"), eq(delivery.channel, "rcs")));
    pass(60);
    expect(await channels("1461")).toEqual(["rcs"]);
    pass(day);
    expect(await channels(null)).toEqual(["rcs"]);
  });

  it("nobody waits for a channel that opens again only when the campaign is over", async () => {
    await consenting(1);
    const ladder: Rung[] = [
      { id: "1", channels: ["rcs"], waitSeconds: 3 * day, success: "read" },
      { id: "2", channels: ["sms"], waitSeconds: day, success: "delivered" },
    ];
    // A day's pause each: the sender's share of the day, and the person's.
    for (const code of ["1460", "1461"]) {
      handedOver = [];
      const id = await draft(ladder);
      await database.db
        .update(campaign)
        .set({ expiresAt: new Date(clock.getTime() + (day - 60) * 1000) })
        .where(eq(campaign.id, id));
      await launchCampaign(deps(), workspaceId, id);
      await sendDeliveries(deps(), workspaceId, id, null);
      await fail(id, code);
      await sweepAndSend(id);
      expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "sms"]);
      pass(2 * day);
    }
  });

  it("what the next rung overtakes is called back first; refused, the next rung waits for a receipt that was faster", async () => {
    const [, second] = await consenting(2);
    const id = await launch();
    const refused = (await deliveries(id)).find(({ contactId }) => contactId === second?.contactId);
    revoke = (providerId) => providerId !== `p-${refused?.id}`;
    pass(day);
    await sweepAndSend(id);
    expect(revoked).toHaveLength(2);
    expect(handedOver.slice(2)).toHaveLength(1);
    const outcomes = async () =>
      (await deliveries(id)).filter(({ rung }) => rung === 0).map((each) => each.revokeOutcome);
    expect((await outcomes()).sort()).toEqual(["refused", "revoked"]);
    const [calledBack] = await campaignFunnel(database.db, workspaceId, id);
    expect(calledBack).toMatchObject({ channel: "rcs", revoked: 1, revokeRefused: 1, revokeLate: 0 });
    pass(14);
    await sweepAndSend(id);
    expect(handedOver.slice(2)).toHaveLength(1);
    pass(1);
    await sweepAndSend(id);
    expect(handedOver.slice(2).map((each) => each.channel)).toEqual(["whatsapp", "whatsapp"]);
    expect(revoked).toHaveLength(2);
  });

  it("a delivery reported while it is called back ends the ladder: the phone was first, and it says so", async () => {
    await consenting(2);
    const id = await launch(rungs.map((rung) => ({ ...rung, success: "delivered" })));
    pass(day);
    await sweepLadder(deps());
    const [early, late] = await deliveries(id);
    const arrive = async (delivery: { id: string; providerMessageId: string | null } | undefined) => {
      await storeReceipts(database.db, [
        {
          ...{ workspaceId, provider: "vonage", kind: "status", dedupeKey: `${delivery?.id} there`, receivedAt: clock },
          body: {
            ...{
              message_uuid: delivery?.providerMessageId,
              client_ref: delivery?.id,
              channel: "rcs",
              to: "1",
              from: "2",
            },
            ...{ timestamp: clock.toISOString(), status: "delivered" },
          },
        },
      ]);
      await applyStatusReceipts(database.db, { now: clock, max: 100 });
    };
    await arrive(early);
    await revokeOvertaken(deps(), null);
    expect(revoked).toEqual([late?.providerMessageId]);
    await arrive(late);
    await sendDeliveries(deps(), workspaceId, id, null);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs"]);
    expect((await recipients(id)).map((each) => each.state)).toEqual(["succeeded", "succeeded"]);
    expect((await deliveries(id)).map((each) => each.revokeOutcome)).toEqual(["delivered_first", "delivered_first"]);
    const [calledBack] = await campaignFunnel(database.db, workspaceId, id);
    expect(calledBack).toMatchObject({ revoked: 0, revokeRefused: 0, revokeLate: 2 });
  });

  it("a late success takes back what the next rung has waiting", async () => {
    await consenting(1);
    const id = await launch(rungs.map((rung) => ({ ...rung, success: "delivered" })));
    answer = () => ({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 600 });
    pass(day);
    await sweepAndSend(id);
    const [first, second] = await deliveries(id);
    expect([first?.state, second?.state]).toEqual(["accepted", "pending"]);
    await advanceRecipients(
      database.db,
      [
        {
          campaignId: id,
          contactId: first?.contactId ?? "",
          rung: 0,
          step: { kind: "succeeded", reason: "success_delivered" },
        },
      ],
      clock,
    );
    answer = accept;
    pass(3600);
    await sweepAndSend(id);
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(["accepted", "cancelled"]);
    expect(handedOver).toHaveLength(2);
  });

  it("a success before the wait is over ends the ladder for that person alone", async () => {
    const people = await consenting(2);
    const id = await launch();
    const winner = people[0]?.contactId ?? "";
    await advanceRecipients(
      database.db,
      [{ campaignId: id, contactId: winner, rung: 0, step: { kind: "succeeded", reason: "success_engaged" } }],
      clock,
    );
    pass(day);
    await sweepAndSend(id);
    expect(handedOver.filter((each) => each.channel === "whatsapp")).toHaveLength(1);
    const states = await recipients(id);
    expect(states.find((each) => each.contactId === winner)?.state).toBe("succeeded");
  });

  it("nothing goes to somebody who opted out between two rungs", async () => {
    const people = await consenting(2);
    const id = await launch();
    const leaver = people[0]?.contactId ?? "";
    const optOut = {
      workspaceId,
      contactId: leaver,
      channel: "*",
      topic: "*",
      status: "opted_out",
      at: clock,
    } as const;
    await appendConsentEvents(database.db, [{ ...optOut, source: "keyword", proof: { words: "STOP" } }]);
    pass(day);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(3);
    const rows = await recipients(id);
    expect(rows.find((each) => each.contactId === leaver)?.state).toBe("opted_out");
  });

  it("somebody who leaves one channel while a message waits for it gets the next rung at once", async () => {
    const [person] = await consenting(1);
    if (person === undefined) throw new Error("nobody agreed");
    const id = await draft();
    await launchCampaign(deps(), workspaceId, id);
    answer = () => ({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 60 });
    await sendDeliveries(deps(), workspaceId, id, null);
    expect((await deliveries(id)).map(({ channel, state }) => [channel, state])).toEqual([["rcs", "pending"]]);
    answer = accept;
    const leaving = { workspaceId, contactId: person.contactId, channel: "rcs", topic: "*", at: clock };
    await appendConsentEvents(database.db, [{ ...leaving, status: "opted_out", source: "preference_page", proof: {} }]);
    await sweepAndSend(id);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "whatsapp"]);
  });

  it("people who never agreed are skipped with the reason, and get nothing", async () => {
    await makePerson(database.db, workspaceId, { country: "US" });
    const id = await launch();
    expect(handedOver).toEqual([]);
    expect((await recipients(id))[0]).toMatchObject({ state: "skipped", reason: "consent:no_consent" });
  });
});

describe("people who wait to be decided about", () => {
  it("are passed over until their moment, hold nobody up, and keep the campaign open", async () => {
    const people = await consenting(3);
    const id = await draft([{ id: "1", channels: ["sms"], waitSeconds: 60, success: "accepted" }]);
    await launchCampaign(deps(), workspaceId, id);
    const waiting = people[0]?.contactId ?? "";
    const until = new Date(clock.getTime() + 3600 * 1000);
    await database.db.update(recipient).set({ nextActionAt: until }).where(eq(recipient.contactId, waiting));
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(2);
    pass(3599);
    const hasWork = async () => (await sweepLadder(deps())).withWork.some((each) => each.id === id);
    expect(await hasWork()).toBe(false);
    await sendDeliveries(deps(), workspaceId, id, null);
    expect(handedOver).toHaveLength(2);
    pass(1);
    expect(await hasWork()).toBe(true);
    await sendDeliveries(deps(), workspaceId, id, null);
    expect(handedOver).toHaveLength(3);
  });
});

describe("pause, resume and stop", () => {
  it("a paused campaign hands nothing over, a resumed one goes on, a stopped one is over", async () => {
    await consenting(2);
    const id = await launch();
    await pauseCampaign(database.db, workspaceId, id, clock);
    pass(2 * day);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(2);
    await resumeCampaign(database.db, workspaceId, id, clock);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(4);
    await stopCampaign(database.db, workspaceId, id, clock);
    pass(2 * day);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(4);
    expect((await recipients(id)).every((each) => each.state === "cancelled")).toBe(true);
  });

  const ends: [string, HandOver][] = [
    ["did not begin in time", { kind: "not_started" }],
    ["is to be tried again", { kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 600 }],
    ["never reached the provider", { kind: "unknown" }],
  ];

  it.each(ends)(
    "a message under way to a campaign that is stopped meanwhile, and %s, waits for nothing",
    async (_, end) => {
      await consenting(2);
      // Another campaign's messages go on waiting: a paused one's too.
      const paused = await waitingElsewhere();
      const id = await draft();
      await launchCampaign(deps(), workspaceId, id);
      answer = async () => {
        await stopCampaign(database.db, workspaceId, id, clock);
        return end;
      };
      await sendDeliveries(deps(), workspaceId, id, null);
      for (const seconds of [0, 61, 901]) {
        pass(seconds);
        const heard = {
          workspaceId,
          campaignId: id,
          armKey: "A",
          rung: 0,
          channel: "rcs",
          metric: "delivered",
        } as const;
        await addToRollups(database.db, [{ ...heard, at: clock }]);
        await sweepLadder(deps());
        await sweepLadder(deps());
      }
      const stopped = { state: "cancelled", errorCode: "campaign_stopped", failedAt: null };
      expect(await deliveries(id)).toMatchObject([stopped, stopped]);
      expect(await campaignFunnel(database.db, workspaceId, id)).toEqual([]);
      expect(await deliveries(paused)).toMatchObject([{ state: "pending" }, { state: "pending" }]);
    },
  );

  /** A campaign that is paused while its messages wait for another try. */
  async function waitingElsewhere(): Promise<string> {
    answer = () => ({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 600 });
    const id = await launch();
    await pauseCampaign(database.db, workspaceId, id, clock);
    handedOver = [];
    return id;
  }

  it("a message that comes back to a finished campaign is of somebody who succeeded meanwhile, and waits for nothing", async () => {
    const [person] = await consenting(1);
    const id = await draft([{ id: "1", channels: ["sms"], waitSeconds: day, success: "delivered" }]);
    await launchCampaign(deps(), workspaceId, id);
    answer = async () => {
      const step = { kind: "succeeded", reason: "success_delivered" } as const;
      await advanceRecipients(
        database.db,
        [{ campaignId: id, contactId: person?.contactId ?? "", rung: 0, step }],
        clock,
      );
      await sweepLadder(deps());
      return { kind: "not_started" };
    };
    await sendDeliveries(deps(), workspaceId, id, null);
    const [done] = await database.db.select().from(campaign).where(eq(campaign.id, id));
    expect(done?.state).toBe("finished");
    await sweepLadder(deps());
    expect(await deliveries(id)).toMatchObject([{ state: "cancelled", errorCode: "succeeded" }]);
  });
});

describe("crashes and crowds", () => {
  it("what did not begin to leave in time is claimed again, after another look at who agrees, and costs no try", async () => {
    const people = await consenting(2);
    const id = await draft();
    await launchCampaign(deps(), workspaceId, id);
    const leaver = people[0]?.contactId ?? "";
    answer = async (channel, clientRef) => {
      if (handedOver.length > 2) return accept(channel, clientRef);
      const leaving = { workspaceId, contactId: leaver, ...globalScope, at: clock, proof: {} };
      await appendConsentEvents(database.db, [{ ...leaving, status: "opted_out", source: "user" }]);
      return { kind: "not_started" };
    };
    await sendDeliveries(deps(), workspaceId, id, null);
    expect(handedOver).toHaveLength(3);
    const rows = await deliveries(id);
    const mine = rows.find(({ contactId }) => contactId === leaver);
    const others = rows.find(({ contactId }) => contactId !== leaver);
    expect(mine).toMatchObject({ state: "cancelled", errorCode: "opted_out" });
    expect(others).toMatchObject({ state: "accepted", attempts: 1, errorCode: null });
  });

  it("running every verb again changes nothing", async () => {
    await consenting(5);
    const id = await launch();
    await launchCampaign(deps(), workspaceId, id);
    await sweepAndSend(id);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(5);
  });

  it("two workers at once hand every message over exactly once", async () => {
    await consenting(180);
    const id = await draft();
    await launchCampaign(deps(), workspaceId, id);
    await Promise.all([1, 2, 3].map(() => sendDeliveries(deps(), workspaceId, id, null)));
    expect(handedOver).toHaveLength(180);
    expect(new Set(handedOver.map((each) => each.clientRef)).size).toBe(180);
  });

  it("messages a provider forgets to answer hold up nobody else, and are recorded when it remembers", async () => {
    await consenting(150);
    const id = await draft();
    await launchCampaign(deps(), workspaceId, id);
    const forgotten: (() => void)[] = [];
    answer = (channel, clientRef) => {
      const taken = accept(channel, clientRef);
      // The last one can only be reached past two sets that hang.
      if (handedOver.length === 150) for (const remember of forgotten) remember();
      return handedOver.length === 1 || handedOver.length === 51
        ? new Promise((resolve) => forgotten.push(() => resolve(taken)))
        : taken;
    };
    const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
    const limits = { ...deps().limits, concurrency: 8 };
    expect(await sendDeliveries({ ...deps(), limits, pause }, workspaceId, id, null)).toBe(150);
    const rows = await database.db.select().from(delivery).where(eq(delivery.campaignId, id));
    expect(rows.filter(({ state }) => state === "accepted")).toHaveLength(150);
    answer = accept;
  });

  /** Two people; the worker dies over the second message. Answers the one whose fate is open. */
  async function dieOverOne(): Promise<{ id: string; open: string }> {
    await consenting(2);
    const id = await draft();
    await launchCampaign(deps(), workspaceId, id);
    let open = "";
    answer = (channel, clientRef) => {
      if (handedOver.length < 2) return accept(channel, clientRef);
      open = clientRef;
      throw new Error("killed");
    };
    await expect(sendDeliveries(deps(), workspaceId, id, null)).rejects.toThrow("killed");
    answer = accept;
    return { id, open };
  }
  const stateOf = async (campaignId: string, deliveryId: string) =>
    (await deliveries(campaignId)).find((each) => each.id === deliveryId)?.state;

  it("a worker that dies while a message is under way: sent again after the grace time, if others are heard of", async () => {
    const { id, open } = await dieOverOne();
    // The whole machine was down for a day: the grace time begins when it is back, for receipts are repeated only now.
    pass(day - 100);
    await sweepAndSend(id);
    expect(await stateOf(id, open)).toBe("unknown");
    await addToRollups(database.db, [
      { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "delivered", at: clock },
    ]);
    pass(899);
    await sweepAndSend(id);
    expect(handedOver.filter((each) => each.clientRef === open)).toHaveLength(1);
    pass(2);
    await sweepAndSend(id);
    expect(handedOver.filter((each) => each.clientRef === open)).toHaveLength(2);
    expect(await stateOf(id, open)).toBe("accepted");
  });

  it.each([
    ["however often its provider had too much to do before", { attempts: 40 }, 2],
    ["but not when it brings down one worker after the other", { unanswered: 5 }, 1],
  ])("then it is sent again %s", async (_, changes, times) => {
    const { id, open } = await dieOverOne();
    await database.db.update(delivery).set(changes).where(eq(delivery.id, open));
    await addToRollups(database.db, [
      { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "delivered", at: clock },
    ]);
    pass(61);
    await sweepAndSend(id);
    pass(901);
    await sweepAndSend(id);
    expect(handedOver.filter((each) => each.clientRef === open)).toHaveLength(times);
    expect(await stateOf(id, open)).toBe(times === 2 ? "accepted" : "undeliverable");
  });

  it("where no receipt of the campaign is heard, silence proves nothing: not sent again, the ladder goes on after its wait", async () => {
    const { id, open } = await dieOverOne();
    pass(61);
    await sweepAndSend(id);
    pass(901);
    await sweepAndSend(id);
    expect(await stateOf(id, open)).toBe("undeliverable");
    expect(handedOver).toHaveLength(2);
    pass(day - 901);
    await sweepAndSend(id);
    expect(handedOver.filter((each) => each.clientRef === open)).toHaveLength(1);
    expect(handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs", "whatsapp", "whatsapp"]);
  });

  it("a message whose fate is open is settled by its receipt and never sent again", async () => {
    await consenting(1);
    const id = await draft();
    await launchCampaign(deps(), workspaceId, id);
    answer = () => ({ kind: "unknown" });
    await sendDeliveries(deps(), workspaceId, id, null);
    await database.db
      .update(delivery)
      .set({ state: "delivered", acceptedAt: clock, deliveredAt: clock, leaseUntil: null })
      .where(and(eq(delivery.campaignId, id), sql`true`));
    answer = accept;
    pass(2000);
    await sweepAndSend(id);
    expect(handedOver).toHaveLength(1);
  });
});

describe("a test", () => {
  it("draws arms by weight, keeps the draw, and sends nothing to those held out", async () => {
    await consenting(400);
    const id = await draft();
    await database.db.update(campaign).set({ holdoutPercent: 25 }).where(eq(campaign.id, id));
    await launchCampaign(deps(), workspaceId, id);
    const first = await recipients(id);
    const heldOut = first.filter((each) => each.armKey === null);
    expect(heldOut.length).toBeGreaterThan(60);
    expect(heldOut.length).toBeLessThan(140);
    await sendDeliveries(deps(), workspaceId, id, null);
    expect(handedOver).toHaveLength(400 - heldOut.length);
    expect(heldOut.every((each) => each.state === "held_out")).toBe(true);
  });
});
