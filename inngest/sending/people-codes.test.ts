import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testMessage } from "@/db/queries/people.fixtures";
import { insertPrices } from "@/db/queries/prices";
import { promoCode, promoPool, recipient } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { SendingWorld } from "@/inngest/sending/sending-world.fixtures";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import type { Rung } from "@/lib/ladder/schema";
import type { Block, Message } from "@/lib/message/schema";

const day = 24 * 60 * 60;
const rungs: Rung[] = [
  { id: "1", channels: ["sms"], waitSeconds: day, success: "engaged" },
  { id: "2", channels: ["mms"], waitSeconds: day, success: "engaged" },
];

let database: TestDatabase;
let world: SendingWorld;
let workspaceId: string;

/** Codes as they were sent, by the number they went to. */
const sent = () =>
  world.handedOver.map(({ to, body }) => ({ to, code: /CODE[0-9A-Z]+/.exec(JSON.stringify(body))?.[0] ?? "none" }));

async function makePool(count: number): Promise<string> {
  const id = uuidv7();
  await database.db.insert(promoPool).values({ id, workspaceId, name: id });
  const codes = Array.from({ length: count }, (_, number) => ({
    poolId: id,
    workspaceId,
    code: `CODE${100 + number}`,
  }));
  if (codes.length > 0) await database.db.insert(promoCode).values(codes);
  return id;
}

const codeBlock = (id: string, poolId: string): Block => ({
  ...{ id, kind: "promo_code", label: "Your code", asQr: false },
  code: { type: "pool", poolId },
});

async function launch(peopleCount: number, message: Message, ladder: Rung[] = rungs): Promise<string> {
  await world.people(peopleCount);
  const id = await world.launch(ladder, { message });
  await world.send(id);
  return id;
}

const outcomes = async (campaignId: string) =>
  (await database.db.select().from(recipient).where(eq(recipient.campaignId, campaignId)))
    .map(({ state, reason }) => `${state} ${reason}`)
    .sort();

const givenCount = async (poolId: string) => {
  const rows = await database.db.select().from(promoCode).where(sql`pool_id = ${poolId} and assigned_at is not null`);
  return rows.length;
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());
beforeEach(async () => {
  const sender = { from: "14155550199", displayName: "Acme", canReceiveReplies: true };
  world = await SendingWorld.begin(database.db, { senders: { sms: sender, mms: sender } });
  ({ workspaceId } = world);
});

/** The next day everybody gets a second message with the code of the first. */
async function expectTheSameOnNextRung(id: string): Promise<void> {
  const first = new Set(sent().map((each) => JSON.stringify(each)));
  world.handedOver = [];
  world.pass(day);
  await sweepLadder(world.deps());
  await world.send(id);
  expect(new Set(sent().map((each) => JSON.stringify(each)))).toEqual(first);
}

test("everybody is sent a code of their own, and the same one again on a later rung and in another version", async () => {
  const poolId = await makePool(5);
  const id = await launch(3, {
    blocks: [...testMessage.blocks, codeBlock("code", poolId)],
    variants: [{ of: "code", channel: "mms", language: null, block: codeBlock("on-mms", poolId) }],
  });
  expect(new Set(sent().map(({ code }) => code)).size).toBe(3);
  expect(sent().map(({ code }) => code)).not.toContain("none");
  await expectTheSameOnNextRung(id);
  expect(await givenCount(poolId)).toBe(3);
});

test("a code that is made for a person is the same on a later rung and in another version", async () => {
  const made = (id: string): Block => ({
    ...{ id, kind: "promo_code", label: "Your code", asQr: false },
    code: { type: "generated", prefix: "CODE", chars: 10 },
  });
  const id = await launch(3, {
    blocks: [...testMessage.blocks, made("code")],
    variants: [{ of: "code", channel: "mms", language: null, block: made("on-mms") }],
  });
  expect(new Set(sent().map(({ code }) => code)).size).toBe(3);
  await expectTheSameOnNextRung(id);
});

test("whoever comes when the list has run out is skipped with the reason", async () => {
  const poolId = await makePool(2);
  const id = await launch(5, { blocks: [codeBlock("code", poolId)] });
  expect(sent()).toHaveLength(2);
  expect(await outcomes(id)).toEqual([
    "active null",
    "active null",
    ...Array.from({ length: 3 }, () => "skipped content:no_code_left"),
  ]);
});

test("a channel whose version needs no code still reaches them", async () => {
  const poolId = await makePool(1);
  const id = await launch(
    2,
    {
      blocks: [...testMessage.blocks, codeBlock("code", poolId)],
      variants: [{ of: "code", channel: "mms", language: null, block: null }],
    },
    [{ id: "1", channels: ["sms", "mms"], waitSeconds: day, success: "engaged" }],
  );
  expect(
    sent()
      .map(({ code }) => code)
      .sort(),
  ).toEqual(["CODE100", "none"]);
  expect(await outcomes(id)).toEqual(["active null", "active null"]);
});

test("somebody who cannot be reached, or lacks another value, costs no code", async () => {
  const poolId = await makePool(5);
  const name = { type: "variable" as const, path: "attributes.city", fallback: null, marks: [] };
  const asking: Block = { id: "t", kind: "text", paragraphs: [{ style: "plain", children: [name] }] };
  const id = await launch(2, { blocks: [asking, codeBlock("code", poolId)] });
  expect(await outcomes(id)).toEqual(["skipped content:missing_value", "skipped content:missing_value"]);
  expect(await givenCount(poolId)).toBe(0);
});

test("whoever lacks one of two codes costs the other list none, and the next to come gets it", async () => {
  const [poolId, short] = [await makePool(3), await makePool(1)];
  const both: Message = { blocks: [codeBlock("one", poolId), codeBlock("two", short)] };
  const id = await launch(3, both);
  expect(await outcomes(id)).toEqual([
    "active null",
    ...Array.from({ length: 2 }, () => "skipped content:no_code_left"),
  ]);
  expect([await givenCount(poolId), await givenCount(short)]).toEqual([1, 1]);
  // Three people, and two codes are left.
  await launch(0, { blocks: [codeBlock("one", poolId)] });
  expect(sent()).toHaveLength(3);
  expect(await givenCount(poolId)).toBe(3);
});

test("a code that another channel's message does not say, or that the budget kept from going, is free again", async () => {
  const [poolId, short] = [await makePool(3), await makePool(1)];
  await launch(
    2,
    {
      blocks: [...testMessage.blocks, codeBlock("one", poolId), codeBlock("two", short)],
      variants: ["one", "two"].map((of) => ({ of, channel: "mms" as const, language: null, block: null })),
    },
    [{ id: "1", channels: ["sms", "mms"], waitSeconds: day, success: "engaged" }],
  );
  expect(sent().map(({ code }) => code)).toContain("none");
  expect(await givenCount(poolId)).toBe(1);
  const price = { channel: "sms" as const, country: "*", billedAs: "segment", currency: "USD", micros: 5_000 };
  await insertPrices(database.db, workspaceId, [{ ...price, validFrom: "2026-01-01" }], "typed", world.clock);
  const id = await world.launch(rungs.slice(0, 1), {
    message: { blocks: [codeBlock("one", poolId)] },
    rules: { budgetMicros: 5_000 },
  });
  await world.send(id);
  expect(await outcomes(id)).toEqual(["active null", "skipped budget:over_budget"]);
  expect(await givenCount(poolId)).toBe(2);
});

test("a code stays with whom it was given for a message that the provider refuses", async () => {
  const poolId = await makePool(2);
  world.answer = () => ({ kind: "refused", code: "1", failure: "content", retryAfterSeconds: null });
  const id = await launch(1, { blocks: [codeBlock("code", poolId)] });
  await sweepLadder(world.deps());
  await world.send(id);
  const codes = sent().map(({ code }) => code);
  expect(codes).toEqual(["CODE100", "CODE100"]);
  expect(await givenCount(poolId)).toBe(1);
});

test("a list of another workspace gives nothing", async () => {
  const theirs = await makePool(5);
  world = await SendingWorld.begin(database.db);
  const id = await launch(1, { blocks: [codeBlock("code", theirs)] });
  expect(await outcomes(id)).toEqual(["skipped content:no_code_left"]);
  expect(await givenCount(theirs)).toBe(0);
});
