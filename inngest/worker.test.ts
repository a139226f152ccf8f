import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

function startWorker(variables: Record<string, string>) {
  const script = fileURLToPath(new URL("worker.ts", import.meta.url));
  const env = { ...process.env, INNGEST_DEV: "", INNGEST_BASE_URL: "", DATABASE_URL: database.url, ...variables };
  return fork(script, { execArgv: ["--import", "tsx"], env, stdio: ["ignore", "ignore", "ignore", "ipc"] });
}

test.each([
  ["with the local engine", {}],
  ["with an Inngest dev server", { INNGEST_DEV: "http://127.0.0.1:1" }],
])("a worker says when it is ready and leaves when told to, %s", async (_name, variables) => {
  const worker = startWorker(variables);
  expect(await once(worker, "message")).toEqual([{ type: "ready" }, undefined]);
  worker.kill("SIGTERM");
  expect(await once(worker, "exit")).toEqual([0, null]);
});

test("a worker whose launcher is gone leaves at once", async () => {
  const worker = startWorker({});
  await once(worker, "message");
  worker.disconnect();
  expect((await once(worker, "exit"))[0]).toBe(1);
});
