import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendConsentEvents } from "@/db/queries/consent";
import { pauseCampaign, resumeCampaign, stopCampaign } from "@/db/queries/launch";
import { makePerson } from "@/db/queries/people.fixtures";
import { advanceRecipients } from "@/db/queries/progress";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { campaignFunnel } from "@/db/queries/report";
import { addToRollups } from "@/db/queries/rollups";
import { campaign, delivery, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { HandOver } from "@/inngest/providers/contract";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { revokeOvertaken } from "@/inngest/sending/revoke-overtaken";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { SendingWorld, taken } from "@/inngest/sending/sending-world.fixtures";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import { globalScope } from "@/lib/consent/scope";
import type { Rung } from "@/lib/ladder/schema";

const day = 24 * 60 * 60;
const rungs: Rung[] = [
  { id: "1", channels: ["rcs"], waitSeconds: day, success: "engaged" },
  { id: "2", channels: ["whatsapp"], waitSeconds: day, success: "engaged" },
  { id: "3", channels: ["mms", "sms"], waitSeconds: day, success: "delivered" },
];

let database: TestDatabase;
let world: SendingWorld;
let workspaceId: string;

async function sweepAndSend(campaignId: string): Promise<void> {
  await sweepLadder(world.deps());
  await revokeOvertaken(world.deps(), null);
  await world.send(campaignId);
}

async function launch(ladder: Rung[] = rungs): Promise<string> {
  const id = await world.launch(ladder);
  await world.send(id);
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
  const sender = { from: "14155550199", displayName: "Acme", canReceiveReplies: true };
  world = await SendingWorld.begin(database.db, {
    senders: { rcs: sender, whatsapp: sender, mms: sender, sms: sender },
  });
  ({ workspaceId } = world);
});

describe("the ladder, on a virtual clock", () => {
  it("goes from rung to rung after each full wait, and ends when the last wait is over", async () => {
    await world.people(3);
    const id = await launch();
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs", "rcs"]);
    world.pass(day - 1);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(3);
    world.pass(1);
    await sweepAndSend(id);
    expect(world.handedOver.slice(3).map((each) => each.channel)).toEqual(["whatsapp", "whatsapp", "whatsapp"]);
    world.pass(day);
    await sweepAndSend(id);
    expect(world.handedOver.slice(6).map((each) => each.channel)).toEqual(["mms", "mms", "mms"]);
    world.pass(day);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(9);
    expect(new Set(world.handedOver.map((each) => each.clientRef)).size).toBe(9);
    expect((await recipients(id)).map((each) => [each.state, each.reason])).toEqual(
      Array.from({ length: 3 }, () => ["exhausted", "timed_out"]),
    );
    const [done] = await database.db.select().from(campaign).where(eq(campaign.id, id));
    expect(done?.state).toBe("finished");
  });

  it("moves on at once when the provider refuses, and remembers that the address cannot be reached there", async () => {
    await world.people(1);
    world.answer = (channel, ref) =>
      channel === "rcs"
        ? { kind: "refused", code: "1300", failure: "unreachable", retryAfterSeconds: null }
        : taken(channel, ref);
    const first = await launch();
    await sweepAndSend(first);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "whatsapp"]);
    world.handedOver = [];
    await launch();
    expect(world.handedOver.map((each) => each.channel)).toEqual(["whatsapp"]);
  });

  it("tries again after a passing disturbance, later and later, and gives up after the sixth try", async () => {
    await world.people(1);
    world.answer = () => ({ kind: "refused", code: "1030", failure: "transient", retryAfterSeconds: null });
    const id = await launch([{ id: "1", channels: ["sms"], waitSeconds: 60, success: "delivered" }]);
    expect(world.handedOver).toHaveLength(1);
    for (let minute = 0; minute < 20; minute += 1) {
      world.pass(60);
      await sweepAndSend(id);
    }
    expect(world.handedOver).toHaveLength(6);
    expect(new Set(world.handedOver.map((each) => each.clientRef)).size).toBe(1);
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
          receivedAt: world.clock,
        },
        body: {
          ...{ message_uuid: providerMessageId, client_ref: id, channel, to: "1", from: "2" },
          ...{ timestamp: world.clock.toISOString(), status: "rejected", error: { title: code } },
        },
      })),
    );
    await applyStatusReceipts(database.db, { now: world.clock, max: 100 });
  }

  it("a failure that passes, reported after the provider took it, keeps the rung, and each message counts once", async () => {
    await world.people(1);
    const id = await launch();
    await fail(id, "1330");
    await sweepAndSend(id);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs"]);
    world.pass(60);
    await sweepAndSend(id);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs"]);
    expect(await deliveries(id)).toMatchObject([{ state: "accepted", attempts: 2, failedAt: null }]);
    const counted = await database.db.execute(sql`
      select metric, sum(count)::int as count from rollup where campaign_id = ${id} group by 1 having sum(count) <> 0`);
    expect([...counted]).toEqual([{ metric: "accepted", count: 1 }]);
    // Another kind of failure is no reason to go on trying.
    await fail(id, "1310");
    await sweepAndSend(id);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs", "whatsapp"]);
  });

  it("a phone that takes nothing more today gets the next rung at once, and no campaign tries the channel for a day", async () => {
    await world.people(1);
    const ladder: Rung[] = [
      { id: "1", channels: ["rcs"], waitSeconds: day, success: "read" },
      { id: "2", channels: ["sms"], waitSeconds: day, success: "delivered" },
    ];
    const first = await launch(ladder);
    await fail(first, "131049");
    await sweepAndSend(first);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "sms"]);
    world.pass(day - 1);
    const second = await launch(ladder);
    expect(world.handedOver.slice(2).map((each) => each.channel)).toEqual(["sms"]);
    const rows = await database.db.execute<{ gates: unknown }>(sql`
      select gates from decision where campaign_id = ${second} and rung = 0`);
    expect(rows[0]?.gates).toEqual([{ channel: "rcs", refused: "capability:blocked_for_now" }]);
    world.pass(1);
    await launch(ladder);
    expect(world.handedOver.slice(3).map((each) => each.channel)).toEqual(["rcs"]);
  });

  it("who is capped again is left alone twice as long, until something arrives", async () => {
    await world.people(1);
    const ladder: Rung[] = [
      { id: "1", channels: ["rcs"], waitSeconds: day, success: "read" },
      { id: "2", channels: ["sms"], waitSeconds: day, success: "delivered" },
    ];
    const channels = async (failing: string | null) => {
      world.handedOver = [];
      const id = await launch(ladder);
      if (failing !== null) await fail(id, failing);
      return world.handedOver.map((each) => each.channel);
    };
    expect(await channels("1461")).toEqual(["rcs"]);
    world.pass(day);
    expect(await channels("131049")).toEqual(["rcs"]);
    world.pass(2 * day - 1);
    expect(await channels(null)).toEqual(["sms"]);
    world.pass(1);
    expect(await channels(null)).toEqual(["rcs"]);
    await database.db
      .update(delivery)
      .set({ state: "delivered", deliveredAt: world.clock })
      .where(and(eq(delivery.workspaceId, workspaceId), eq(delivery.state, "accepted"), eq(delivery.channel, "rcs")));
    world.pass(60);
    expect(await channels("1461")).toEqual(["rcs"]);
    world.pass(day);
    expect(await channels(null)).toEqual(["rcs"]);
  });

  it("nobody waits for a channel that opens again only when the campaign is over", async () => {
    await world.people(1);
    const ladder: Rung[] = [
      { id: "1", channels: ["rcs"], waitSeconds: 3 * day, success: "read" },
      { id: "2", channels: ["sms"], waitSeconds: day, success: "delivered" },
    ];
    // A day's pause each: the sender's share of the day, and the person's.
    for (const code of ["1460", "1461"]) {
      world.handedOver = [];
      const id = await world.launch(ladder, { expiresAt: new Date(world.clock.getTime() + (day - 60) * 1000) });
      await world.send(id);
      await fail(id, code);
      await sweepAndSend(id);
      expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "sms"]);
      world.pass(2 * day);
    }
  });

  it("what the next rung overtakes is called back first; refused, the next rung waits for a receipt that was faster", async () => {
    const [, second] = await world.people(2);
    const id = await launch();
    const refused = (await deliveries(id)).find(({ contactId }) => contactId === second?.contactId);
    world.revoke = (providerId) => providerId !== `p-${refused?.id}`;
    world.pass(day);
    await sweepAndSend(id);
    expect(world.revoked).toHaveLength(2);
    expect(world.handedOver.slice(2)).toHaveLength(1);
    const outcomes = async () =>
      (await deliveries(id)).filter(({ rung }) => rung === 0).map((each) => each.revokeOutcome);
    expect((await outcomes()).sort()).toEqual(["refused", "revoked"]);
    const [calledBack] = await campaignFunnel(database.db, workspaceId, id);
    expect(calledBack).toMatchObject({ channel: "rcs", revoked: 1, revokeRefused: 1, revokeLate: 0 });
    world.pass(14);
    await sweepAndSend(id);
    expect(world.handedOver.slice(2)).toHaveLength(1);
    world.pass(1);
    await sweepAndSend(id);
    expect(world.handedOver.slice(2).map((each) => each.channel)).toEqual(["whatsapp", "whatsapp"]);
    expect(world.revoked).toHaveLength(2);
  });

  it("a delivery reported while it is called back ends the ladder: the phone was first, and it says so", async () => {
    await world.people(2);
    const id = await launch(rungs.map((rung) => ({ ...rung, success: "delivered" })));
    world.pass(day);
    await sweepLadder(world.deps());
    const [early, late] = await deliveries(id);
    const arrive = async (delivery: { id: string; providerMessageId: string | null } | undefined) => {
      await storeReceipts(database.db, [
        {
          ...{
            workspaceId,
            provider: "vonage",
            kind: "status",
            dedupeKey: `${delivery?.id} there`,
            receivedAt: world.clock,
          },
          body: {
            ...{
              message_uuid: delivery?.providerMessageId,
              client_ref: delivery?.id,
              channel: "rcs",
              to: "1",
              from: "2",
            },
            ...{ timestamp: world.clock.toISOString(), status: "delivered" },
          },
        },
      ]);
      await applyStatusReceipts(database.db, { now: world.clock, max: 100 });
    };
    await arrive(early);
    await revokeOvertaken(world.deps(), null);
    expect(world.revoked).toEqual([late?.providerMessageId]);
    await arrive(late);
    await world.send(id);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs"]);
    expect((await recipients(id)).map((each) => each.state)).toEqual(["succeeded", "succeeded"]);
    expect((await deliveries(id)).map((each) => each.revokeOutcome)).toEqual(["delivered_first", "delivered_first"]);
    const [calledBack] = await campaignFunnel(database.db, workspaceId, id);
    expect(calledBack).toMatchObject({ revoked: 0, revokeRefused: 0, revokeLate: 2 });
  });

  it("a late success takes back what the next rung has waiting", async () => {
    await world.people(1);
    const id = await launch(rungs.map((rung) => ({ ...rung, success: "delivered" })));
    world.answer = () => ({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 600 });
    world.pass(day);
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
      world.clock,
    );
    world.answer = taken;
    world.pass(3600);
    await sweepAndSend(id);
    expect((await deliveries(id)).map(({ state }) => state)).toEqual(["accepted", "cancelled"]);
    expect(world.handedOver).toHaveLength(2);
  });

  it("a success before the wait is over ends the ladder for that person alone", async () => {
    const people = await world.people(2);
    const id = await launch();
    const winner = people[0]?.contactId ?? "";
    await advanceRecipients(
      database.db,
      [{ campaignId: id, contactId: winner, rung: 0, step: { kind: "succeeded", reason: "success_engaged" } }],
      world.clock,
    );
    world.pass(day);
    await sweepAndSend(id);
    expect(world.handedOver.filter((each) => each.channel === "whatsapp")).toHaveLength(1);
    const states = await recipients(id);
    expect(states.find((each) => each.contactId === winner)?.state).toBe("succeeded");
  });

  it("nothing goes to somebody who opted out between two rungs", async () => {
    const people = await world.people(2);
    const id = await launch();
    const leaver = people[0]?.contactId ?? "";
    const optOut = {
      workspaceId,
      contactId: leaver,
      channel: "*",
      topic: "*",
      status: "opted_out",
      at: world.clock,
    } as const;
    await appendConsentEvents(database.db, [{ ...optOut, source: "keyword", proof: { words: "STOP" } }]);
    world.pass(day);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(3);
    const rows = await recipients(id);
    expect(rows.find((each) => each.contactId === leaver)?.state).toBe("opted_out");
  });

  it("somebody who leaves one channel while a message waits for it gets the next rung at once", async () => {
    const [person] = await world.people(1);
    if (person === undefined) throw new Error("nobody agreed");
    const id = await world.launch(rungs);
    world.answer = () => ({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 60 });
    await world.send(id);
    expect((await deliveries(id)).map(({ channel, state }) => [channel, state])).toEqual([["rcs", "pending"]]);
    world.answer = taken;
    const leaving = { workspaceId, contactId: person.contactId, channel: "rcs", topic: "*", at: world.clock };
    await appendConsentEvents(database.db, [{ ...leaving, status: "opted_out", source: "preference_page", proof: {} }]);
    await sweepAndSend(id);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "whatsapp"]);
  });

  it("people who never agreed are skipped with the reason, and get nothing", async () => {
    await makePerson(database.db, workspaceId, { country: "US" });
    const id = await launch();
    expect(world.handedOver).toEqual([]);
    expect((await recipients(id))[0]).toMatchObject({ state: "skipped", reason: "consent:no_consent" });
  });
});

describe("people who wait to be decided about", () => {
  it("are passed over until their moment, hold nobody up, and keep the campaign open", async () => {
    const people = await world.people(3);
    const id = await world.launch([{ id: "1", channels: ["sms"], waitSeconds: 60, success: "accepted" }]);
    const waiting = people[0]?.contactId ?? "";
    const until = new Date(world.clock.getTime() + 3600 * 1000);
    await database.db.update(recipient).set({ nextActionAt: until }).where(eq(recipient.contactId, waiting));
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(2);
    world.pass(3599);
    const hasWork = async () => (await sweepLadder(world.deps())).withWork.some((each) => each.id === id);
    expect(await hasWork()).toBe(false);
    await world.send(id);
    expect(world.handedOver).toHaveLength(2);
    world.pass(1);
    expect(await hasWork()).toBe(true);
    await world.send(id);
    expect(world.handedOver).toHaveLength(3);
  });
});

describe("pause, resume and stop", () => {
  it("a paused campaign hands nothing over, a resumed one goes on, a stopped one is over", async () => {
    await world.people(2);
    const id = await launch();
    await pauseCampaign(database.db, workspaceId, id, world.clock);
    world.pass(2 * day);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(2);
    await resumeCampaign(database.db, workspaceId, id, world.clock);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(4);
    await stopCampaign(database.db, workspaceId, id, world.clock);
    world.pass(2 * day);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(4);
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
      await world.people(2);
      // Another campaign's messages go on waiting: a paused one's too.
      const paused = await waitingElsewhere();
      const id = await world.launch(rungs);
      world.answer = async () => {
        await stopCampaign(database.db, workspaceId, id, world.clock);
        return end;
      };
      await world.send(id);
      for (const seconds of [0, 61, 901]) {
        world.pass(seconds);
        const heard = {
          workspaceId,
          campaignId: id,
          armKey: "A",
          rung: 0,
          channel: "rcs",
          metric: "delivered",
        } as const;
        await addToRollups(database.db, [{ ...heard, at: world.clock }]);
        await sweepLadder(world.deps());
        await sweepLadder(world.deps());
      }
      const stopped = { state: "cancelled", errorCode: "campaign_stopped", failedAt: null };
      expect(await deliveries(id)).toMatchObject([stopped, stopped]);
      expect(await campaignFunnel(database.db, workspaceId, id)).toEqual([]);
      expect(await deliveries(paused)).toMatchObject([{ state: "pending" }, { state: "pending" }]);
    },
  );

  /** A campaign that is paused while its messages wait for another try. */
  async function waitingElsewhere(): Promise<string> {
    world.answer = () => ({ kind: "refused", code: "1000", failure: "throttled", retryAfterSeconds: 600 });
    const id = await launch();
    await pauseCampaign(database.db, workspaceId, id, world.clock);
    world.handedOver = [];
    return id;
  }

  it("a message that comes back to a finished campaign is of somebody who succeeded meanwhile, and waits for nothing", async () => {
    const [person] = await world.people(1);
    const id = await world.launch([{ id: "1", channels: ["sms"], waitSeconds: day, success: "delivered" }]);
    world.answer = async () => {
      const step = { kind: "succeeded", reason: "success_delivered" } as const;
      await advanceRecipients(
        database.db,
        [{ campaignId: id, contactId: person?.contactId ?? "", rung: 0, step }],
        world.clock,
      );
      await sweepLadder(world.deps());
      return { kind: "not_started" };
    };
    await world.send(id);
    const [done] = await database.db.select().from(campaign).where(eq(campaign.id, id));
    expect(done?.state).toBe("finished");
    await sweepLadder(world.deps());
    expect(await deliveries(id)).toMatchObject([{ state: "cancelled", errorCode: "succeeded" }]);
  });
});

describe("crashes and crowds", () => {
  it("what did not begin to leave in time is claimed again, after another look at who agrees, and costs no try", async () => {
    const people = await world.people(2);
    const id = await world.launch(rungs);
    const leaver = people[0]?.contactId ?? "";
    world.answer = async (channel, clientRef) => {
      if (world.handedOver.length > 2) return taken(channel, clientRef);
      const leaving = { workspaceId, contactId: leaver, ...globalScope, at: world.clock, proof: {} };
      await appendConsentEvents(database.db, [{ ...leaving, status: "opted_out", source: "user" }]);
      return { kind: "not_started" };
    };
    await world.send(id);
    expect(world.handedOver).toHaveLength(3);
    const rows = await deliveries(id);
    const mine = rows.find(({ contactId }) => contactId === leaver);
    const others = rows.find(({ contactId }) => contactId !== leaver);
    expect(mine).toMatchObject({ state: "cancelled", errorCode: "opted_out" });
    expect(others).toMatchObject({ state: "accepted", attempts: 1, errorCode: null });
  });

  it("running every verb again changes nothing", async () => {
    await world.people(5);
    const id = await launch();
    await launchCampaign(world.deps(), workspaceId, id);
    await sweepAndSend(id);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(5);
  });

  it("two workers at once hand every message over exactly once", async () => {
    await world.people(180);
    const id = await world.launch(rungs);
    await Promise.all([1, 2, 3].map(() => world.send(id)));
    expect(world.handedOver).toHaveLength(180);
    expect(new Set(world.handedOver.map((each) => each.clientRef)).size).toBe(180);
  });

  it("messages a provider forgets to answer hold up nobody else, and are recorded when it remembers", async () => {
    await world.people(150);
    const id = await world.launch(rungs);
    const forgotten: (() => void)[] = [];
    world.answer = (channel, clientRef) => {
      const given = taken(channel, clientRef);
      // The last one can only be reached past two sets that hang.
      if (world.handedOver.length === 150) for (const remember of forgotten) remember();
      return world.handedOver.length === 1 || world.handedOver.length === 51
        ? new Promise((resolve) => forgotten.push(() => resolve(given)))
        : given;
    };
    const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
    const limits = { ...world.deps().limits, concurrency: 8 };
    expect(await sendDeliveries({ ...world.deps(), limits, pause }, workspaceId, id, null)).toBe(150);
    const rows = await database.db.select().from(delivery).where(eq(delivery.campaignId, id));
    expect(rows.filter(({ state }) => state === "accepted")).toHaveLength(150);
    world.answer = taken;
  });

  /** Two people; the worker dies over the second message. Answers the one whose fate is open. */
  async function dieOverOne(): Promise<{ id: string; open: string }> {
    await world.people(2);
    const id = await world.launch(rungs);
    let open = "";
    world.answer = (channel, clientRef) => {
      if (world.handedOver.length < 2) return taken(channel, clientRef);
      open = clientRef;
      throw new Error("killed");
    };
    await expect(world.send(id)).rejects.toThrow("killed");
    world.answer = taken;
    return { id, open };
  }
  const stateOf = async (campaignId: string, deliveryId: string) =>
    (await deliveries(campaignId)).find((each) => each.id === deliveryId)?.state;

  it("a worker that dies while a message is under way: sent again after the grace time, if others are heard of", async () => {
    const { id, open } = await dieOverOne();
    // The whole machine was down for a day: the grace time begins when it is back, for receipts are repeated only now.
    world.pass(day - 100);
    await sweepAndSend(id);
    expect(await stateOf(id, open)).toBe("unknown");
    await addToRollups(database.db, [
      { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "delivered", at: world.clock },
    ]);
    world.pass(899);
    await sweepAndSend(id);
    expect(world.handedOver.filter((each) => each.clientRef === open)).toHaveLength(1);
    world.pass(2);
    await sweepAndSend(id);
    expect(world.handedOver.filter((each) => each.clientRef === open)).toHaveLength(2);
    expect(await stateOf(id, open)).toBe("accepted");
  });

  it.each([
    ["however often its provider had too much to do before", { attempts: 40 }, 2],
    ["but not when it brings down one worker after the other", { unanswered: 5 }, 1],
  ])("then it is sent again %s", async (_, changes, times) => {
    const { id, open } = await dieOverOne();
    await database.db.update(delivery).set(changes).where(eq(delivery.id, open));
    await addToRollups(database.db, [
      { campaignId: id, workspaceId, armKey: "A", rung: 0, channel: "rcs", metric: "delivered", at: world.clock },
    ]);
    world.pass(61);
    await sweepAndSend(id);
    world.pass(901);
    await sweepAndSend(id);
    expect(world.handedOver.filter((each) => each.clientRef === open)).toHaveLength(times);
    expect(await stateOf(id, open)).toBe(times === 2 ? "accepted" : "undeliverable");
  });

  it("where no receipt of the campaign is heard, silence proves nothing: not sent again, the ladder goes on after its wait", async () => {
    const { id, open } = await dieOverOne();
    world.pass(61);
    await sweepAndSend(id);
    world.pass(901);
    await sweepAndSend(id);
    expect(await stateOf(id, open)).toBe("undeliverable");
    expect(world.handedOver).toHaveLength(2);
    world.pass(day - 901);
    await sweepAndSend(id);
    expect(world.handedOver.filter((each) => each.clientRef === open)).toHaveLength(1);
    expect(world.handedOver.map((each) => each.channel)).toEqual(["rcs", "rcs", "whatsapp", "whatsapp"]);
  });

  it("a message whose fate is open is settled by its receipt and never sent again", async () => {
    await world.people(1);
    const id = await world.launch(rungs);
    world.answer = () => ({ kind: "unknown" });
    await world.send(id);
    await database.db
      .update(delivery)
      .set({ state: "delivered", acceptedAt: world.clock, deliveredAt: world.clock, leaseUntil: null })
      .where(and(eq(delivery.campaignId, id), sql`true`));
    world.answer = taken;
    world.pass(2000);
    await sweepAndSend(id);
    expect(world.handedOver).toHaveLength(1);
  });
});

describe("a test", () => {
  it("draws arms by weight, keeps the draw, and sends nothing to those held out", async () => {
    await world.people(400);
    const id = await world.launch(rungs, { holdoutPercent: 25 });
    const first = await recipients(id);
    const heldOut = first.filter((each) => each.armKey === null);
    expect(heldOut.length).toBeGreaterThan(60);
    expect(heldOut.length).toBeLessThan(140);
    await world.send(id);
    expect(world.handedOver).toHaveLength(400 - heldOut.length);
    expect(heldOut.every((each) => each.state === "held_out")).toBe(true);
  });
});
