import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { ensureSchema } from "@/inngest/engine/schema";
import { enqueueEvents } from "@/inngest/outbox";
import { relayEvents } from "@/inngest/relay";

const NOW = new Date("2026-03-02T10:00:00Z");
const ID = "01930000-0000-7000-8000-000000000000";
const upload = { name: "media/uploaded", data: { workspaceId: ID, mediaId: ID }, id: "first" } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await ensureSchema(database.sql);
});
afterAll(() => database.end());

test("events exist exactly when the transaction they were enqueued in does, and are relayed once", async () => {
  const failed = database.db.transaction(async (tx) => {
    await enqueueEvents(tx, [{ ...upload, id: "undone" }], NOW);
    throw new Error("rolled back");
  });
  await expect(failed).rejects.toThrow("rolled back");
  await database.db.transaction((tx) => enqueueEvents(tx, [upload], NOW));

  const sent: unknown[] = [];
  const relay = (fails = false) =>
    relayEvents(
      database.sql,
      async (events) => {
        if (fails) throw new Error("the server is away");
        sent.push(...events);
      },
      NOW,
    );
  await expect(relay(true)).rejects.toThrow("the server is away");
  expect(await relay()).toBe(1);
  expect(await relay()).toBe(0);
  expect(sent).toEqual([{ id: "first", name: "media/uploaded", data: upload.data, ts: NOW.getTime() }]);
});

test("an event that does not fit its schema is not taken in", async () => {
  const wrong = { name: "media/uploaded", data: { workspaceId: "x", mediaId: ID } } as const;
  await expect(enqueueEvents(database.db, [wrong], NOW)).rejects.toThrow();
});
