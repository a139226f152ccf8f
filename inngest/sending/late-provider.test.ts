import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyStatusReceipts, storeReceipts } from "@/db/queries/receipts";
import { delivery, receipt, receiptWaiting, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { SendingWorld } from "@/inngest/sending/sending-world.fixtures";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import { heardWithinSeconds } from "@/lib/ladder/heard-moment";
import type { Rung } from "@/lib/ladder/schema";

const waitSeconds = 10;
const rungs: Rung[] = [
  { id: "1", channels: ["whatsapp"], waitSeconds, success: "delivered" },
  { id: "2", channels: ["sms"], waitSeconds, success: "delivered" },
];
/** Messages whose reports show how late the provider is; their own ladder is not looked at. */
const patient: Rung[] = [{ id: "1", channels: ["whatsapp"], waitSeconds: 86_400, success: "delivered" }];
const people = 16;

let database: TestDatabase;
let world: SendingWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.db.delete(receiptWaiting);
  await database.db.delete(receipt);
  const sender = { from: "14155550199", displayName: "Acme", canReceiveReplies: true };
  world = await SendingWorld.begin(database.db, { senders: { whatsapp: sender, sms: sender } });
  await world.people(people);
});

/** A campaign to everybody, handed over at this moment; its messages. */
async function send(ofRungs: Rung[]) {
  const id = await world.launch(ofRungs);
  await world.send(id);
  return { id, messages: await database.db.select().from(delivery).where(eq(delivery.campaignId, id)) };
}

/** The provider's reports of messages come in, and are applied at once. */
async function told(messages: readonly { id: string }[], status: string): Promise<void> {
  const at = world.clock;
  await storeReceipts(
    database.db,
    messages.map(({ id }) => ({
      ...{ workspaceId: world.workspaceId, provider: "vonage", kind: "status", receivedAt: at },
      dedupeKey: `${id} ${status} ${at.toISOString()}`,
      body: {
        ...{ message_uuid: `p-${id}`, client_ref: id, channel: "whatsapp", to: "1", from: "2", status },
        timestamp: at.toISOString(),
        ...(status === "rejected" && { error: { title: "1310" } }),
      },
    })),
  );
  await applyStatusReceipts(database.db, { now: at, max: 1000 });
}

/** How many of a campaign have been sent the next step's message by now. */
async function movedOn(campaignId: string): Promise<number> {
  await sweepLadder(world.deps());
  await world.send(campaignId);
  const rows = await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId));
  return rows.filter(({ rung }) => rung === 1).length;
}

/** The provider reports what was sent so many seconds before. */
async function begin(lateSeconds: number, sentSecondsBefore: number, ofRungs = rungs) {
  const before = await send(patient);
  world.pass(lateSeconds - sentSecondsBefore);
  const campaign = await send(ofRungs);
  world.pass(sentSecondsBefore);
  await told(before.messages, "submitted");
  return campaign;
}

describe("while the provider is late to tell, the ladder", () => {
  it("moves nobody on whose message may have arrived, and on with who stays silent as much later", async () => {
    const { id, messages } = await begin(12, 7);
    world.pass(3);
    expect(await movedOn(id)).toBe(0);
    world.pass(2);
    await told(messages, "submitted");
    expect(await movedOn(id)).toBe(0);
    world.pass(6);
    await told(messages.slice(1), "delivered");
    // Three times the twelve.
    world.pass(17);
    expect(await movedOn(id)).toBe(0);
    world.pass(1);
    expect(await movedOn(id)).toBe(1);
    const states = await database.db.select().from(recipient).where(eq(recipient.campaignId, id));
    expect(states.filter(({ state }) => state === "succeeded")).toHaveLength(people - 1);
  });

  it("moves on at once who it tells of that a message failed", async () => {
    const { id, messages } = await begin(12, 7);
    await told(messages.slice(0, 1), "rejected");
    expect(await movedOn(id)).toBe(1);
  });

  it("goes on without what comes later than is bearable", async () => {
    const { id } = await begin(heardWithinSeconds + 400, heardWithinSeconds + waitSeconds - 1);
    expect(await movedOn(id)).toBe(0);
    world.pass(1);
    expect(await movedOn(id)).toBe(people);
  });
});

describe("the ladder goes on as its campaign says", () => {
  it("when reports come as they should", async () => {
    const { id } = await begin(2, 1);
    world.pass(waitSeconds - 2);
    expect(await movedOn(id)).toBe(0);
    world.pass(1);
    expect(await movedOn(id)).toBe(people);
  });

  it("when its waits are longer than reports are late", async () => {
    const { id } = await begin(
      12,
      7,
      rungs.map((rung) => ({ ...rung, waitSeconds: 36 })),
    );
    world.pass(28);
    expect(await movedOn(id)).toBe(0);
    world.pass(1);
    expect(await movedOn(id)).toBe(people);
  });

  it("when they come again as they should", async () => {
    await begin(12, 7);
    const { id, messages } = await send(rungs);
    world.pass(1);
    await told(messages, "submitted");
    world.pass(waitSeconds - 1);
    expect(await movedOn(id)).toBe(people);
  });

  it("when the provider has been silent for a minute", async () => {
    const { id } = await begin(300, 5);
    world.pass(59);
    expect(await movedOn(id)).toBe(0);
    world.pass(1);
    expect(await movedOn(id)).toBe(people);
  });
});
