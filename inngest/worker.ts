import { hostname } from "node:os";
import { serve } from "inngest/edge";
import { getDatabase } from "@/db/client";
import { startBeating } from "@/inngest/beat";
import { inngest } from "@/inngest/client";
import { isPassing } from "@/inngest/engine/connection-errors";
import { Engine } from "@/inngest/engine/engine";
import { ensureSchema } from "@/inngest/engine/schema";
import { inngestEnv } from "@/inngest/env";
import { functions } from "@/inngest/functions";
import { log } from "@/inngest/log";
import { engineSql, sendEvents } from "@/inngest/outbox";
import { relayEvents } from "@/inngest/relay";
import { startTracing } from "@/inngest/telemetry/start-tracing";

const STOP_GRACE_MS = 10_000;
const RELAY_POLL_MS = 1_000;

const env = inngestEnv();
const stopTracing = await startTracing("cascade-worker");
const sql = engineSql();

/** Something that works until it is stopped. */
interface Work {
  stop: () => Promise<void>;
}

async function runEngine(): Promise<Work> {
  const engine = new Engine({
    sql,
    handler: serve({ client: inngest, functions, enableUnauthedSync: false }),
    signingKey: env.signingKey,
    // Under a launcher there is one worker of each number per data folder, so what its predecessor held is free.
    ...(process.send && env.dataFolder ? { owner: `${hostname()}:${env.dataFolder}:${env.workerNumber}` } : {}),
    report: (problem, details) => log.warn(details, problem),
  });
  await engine.start();
  log.info({ functions: functions.length }, "the local engine runs the functions");
  return { stop: () => engine.stop(STOP_GRACE_MS) };
}

async function runRelay(): Promise<Work> {
  await ensureSchema(sql);
  log.info({ mode: env.mode }, "the local engine is off: an Inngest server runs the functions at /api/inngest");
  let forwarding = Promise.resolve();
  const forward = () => {
    forwarding = forwarding
      .then(async () => {
        while ((await relayEvents(sql, (events) => inngest.send(events), new Date())) > 0);
      })
      .catch((error: unknown) => log.warn({ err: error }, "events wait"));
  };
  await sql.listen("engine", forward, forward);
  const timer = setInterval(forward, RELAY_POLL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await forwarding;
    },
  };
}

process.on("unhandledRejection", (error: unknown) => {
  // postgres.js leaves one behind when the server goes away while a connection is being made.
  if (isPassing(error)) return log.warn({ err: error }, "a connection was lost");
  log.fatal({ err: error }, "a bug");
  process.exit(1);
});

const work = await (env.mode === "local" ? runEngine() : runRelay());
const beat = startBeating(getDatabase());
await sendEvents([{ name: "worker/started", data: {} }], new Date());

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await work.stop();
  await beat.stop();
  await stopTracing();
  await sql.end({ timeout: 1 });
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
// The launcher was killed: its successor must not find us at work.
process.on("disconnect", () => process.exit(1));
process.send?.({ type: "ready" });
