import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { addToRollups } from "@/db/queries/rollups";
import { delivery, receiptWaiting, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { SendingWorld, taken } from "@/inngest/sending/sending-world.fixtures";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import { heardWithinSeconds } from "@/lib/ladder/heard-moment";
import type { Rung } from "@/lib/ladder/schema";

const waitSeconds = 60;
const rungs: Rung[] = [
  { id: "1", channels: ["whatsapp"], waitSeconds, success: "delivered" },
  { id: "2", channels: ["sms"], waitSeconds, success: "delivered" },
];

let database: TestDatabase;
let world: SendingWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.db.delete(receiptWaiting);
  const sender = { from: "14155550199", displayName: "Acme", canReceiveReplies: true };
  world = await SendingWorld.begin(database.db, { senders: { whatsapp: sender, sms: sender } });
});

const deliveries = (campaignId: string) =>
  database.db.select().from(delivery).where(eq(delivery.campaignId, campaignId)).orderBy(delivery.rung, delivery.id);
const recipients = (campaignId: string) =>
  database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId)).orderBy(recipient.contactId);
const channels = () => world.handedOver.map((each) => each.channel);

async function launch(people: number, changes: Parameters<SendingWorld["launch"]>[1] = {}): Promise<string> {
  await world.people(people);
  const id = await world.launch(rungs, changes);
  await world.send(id);
  return id;
}

/** The provider reports; the report is stored, and waits. */
async function report(about: { id: string | null; messageId?: string | null }, status: string): Promise<void> {
  const { id, messageId } = about;
  const at = world.clock;
  await storeReceipts(database.db, [
    {
      ...{ workspaceId: world.workspaceId, provider: "vonage", kind: "status", receivedAt: at },
      dedupeKey: `${id} ${messageId} ${status} ${world.workspaceId}`,
      body: {
        ...{ message_uuid: messageId ?? `p-${id}`, ...(id !== null && { client_ref: id }), channel: "whatsapp" },
        ...{ to: "1", from: "2", timestamp: at.toISOString(), status },
        ...(status === "rejected" && { error: { title: "1310" } }),
      },
    },
  ]);
}

const apply = (max = 100) => applyStatusReceipts(database.db, { now: world.clock, max });

async function sweepAndSend(campaignId: string): Promise<number> {
  const { looked } = await sweepLadder(world.deps());
  await world.send(campaignId);
  return looked;
}

describe("while reports wait to be applied, the ladder", () => {
  it("moves nobody on whose wait may have ended well, and goes on with the first look after they are applied", async () => {
    const id = await launch(2);
    const [reached, silent] = await deliveries(id);
    world.pass(waitSeconds - 1);
    await report({ id: reached?.id ?? "" }, "delivered");
    world.pass(1);
    // Nobody is read, or the looks would follow each other without a rest.
    expect(await sweepAndSend(id)).toBe(0);
    expect(channels()).toEqual(["whatsapp", "whatsapp"]);
    expect((await recipients(id)).map(({ state }) => state)).toEqual(["active", "active"]);

    await apply();
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp", "whatsapp", "sms"]);
    const states = new Map((await recipients(id)).map((each) => [each.contactId, each.state]));
    expect(states.get(reached?.contactId ?? "")).toBe("succeeded");
    expect(states.get(silent?.contactId ?? "")).toBe("active");
  });

  it("ends no campaign in silence that has not been heard", async () => {
    const id = await launch(1);
    world.pass(waitSeconds);
    await sweepAndSend(id);
    world.pass(waitSeconds - 1);
    const [, last] = await deliveries(id);
    await report({ id: last?.id ?? "" }, "delivered");
    world.pass(1);
    await sweepAndSend(id);
    expect(await recipients(id)).toMatchObject([{ state: "active", rung: 1 }]);
    await apply();
    expect(await recipients(id)).toMatchObject([{ state: "succeeded", reason: "success_delivered" }]);
  });

  it("moves on whose wait was over before the oldest of them came in", async () => {
    const id = await launch(1);
    world.pass(waitSeconds);
    await report({ id: "0190c1a0-0000-7000-8000-00000000dead" }, "delivered");
    world.pass(5);
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp", "sms"]);
  });

  it("waits for them so long and no longer", async () => {
    const id = await launch(1);
    world.pass(waitSeconds - 1);
    const [message] = await deliveries(id);
    await report({ id: message?.id ?? "" }, "submitted");
    world.pass(heardWithinSeconds);
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp"]);
    world.pass(1);
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp", "sms"]);
  });

  it("does not wait for one that was put off because nobody knows its message", async () => {
    const id = await launch(1);
    world.pass(waitSeconds - 1);
    await report({ id: null, messageId: "somebody else's" }, "delivered");
    world.pass(1);
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp"]);
    expect(await apply()).toMatchObject({ waiting: 1 });
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp", "sms"]);
  });

  it("moves on at once when a message failed", async () => {
    const id = await launch(2);
    const [failed, other] = await deliveries(id);
    world.pass(5);
    await report({ id: failed?.id ?? "" }, "rejected");
    await report({ id: other?.id ?? "" }, "submitted");
    world.pass(5);
    expect(await apply(1)).toMatchObject({ applied: 1 });
    await sweepAndSend(id);
    expect(channels()).toEqual(["whatsapp", "whatsapp", "sms"]);
    expect(world.handedOver[2]?.to).toBe(world.handedOver.find((each) => each.clientRef === failed?.id)?.to);
  });

  it("does not send again what one of them may tell of; leases and the campaign's end pass by the clock", async () => {
    const expiresAt = new Date(world.clock.getTime() + 1800_000);
    await world.people(2);
    const id = await world.launch(rungs, { expiresAt });
    world.answer = (channel, clientRef) =>
      world.handedOver.length < 2 ? taken(channel, clientRef) : { kind: "unknown" };
    await world.send(id);
    const open = world.handedOver[1]?.clientRef ?? "";
    const stateOfOpen = async () => (await deliveries(id)).find((each) => each.id === open)?.state;
    await addToRollups(database.db, [
      {
        ...{ campaignId: id, workspaceId: world.workspaceId, armKey: "A", rung: 0, channel: "whatsapp" },
        ...{ metric: "delivered", at: world.clock },
      },
    ]);
    await report({ id: open }, "delivered");
    const { leaseSeconds, graceSeconds } = world.deps().limits;
    world.pass(leaseSeconds + 1);
    await sweepLadder(world.deps());
    expect(await stateOfOpen()).toBe("unknown");
    world.pass(graceSeconds + 1);
    await sweepLadder(world.deps());
    expect(await stateOfOpen()).toBe("unknown");
    await apply();
    expect(await stateOfOpen()).toBe("delivered");

    await report({ id: "0190c1a0-0000-7000-8000-00000000dead" }, "submitted");
    await database.db
      .update(recipient)
      .set({ state: "pending", nextActionAt: null })
      .where(eq(recipient.campaignId, id));
    world.pass(1800);
    await sweepLadder(world.deps());
    expect((await recipients(id)).map(({ reason }) => reason)).toEqual(["expired", "expired"]);
  });
});
