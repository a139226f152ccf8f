import { monitorEventLoopDelay } from "node:perf_hooks";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { endBeat, recordBeat } from "@/db/queries/health";
import { log } from "@/inngest/log";

const everyMs = 5_000;

/**
 * Lets everybody know through the database that this worker lives, and how it feels: it has no port of its own.
 * A beat that fails is a beat that is missing, which is what it should look like.
 */
export function startBeating(db: Database): { stop: () => Promise<void> } {
  const id = uuidv7();
  const startedAt = new Date();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const beat = async () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const loopDelayP99Ms = Math.round(delay.percentile(99) / 1e6);
    delay.reset();
    await recordBeat(db, {
      ...{ id, startedAt, beatAt: new Date(), loopDelayP99Ms, residentBytes: rss, heapBytes: heapUsed },
      cpuMs: Math.round((user + system) / 1000),
    });
  };
  let beating = Promise.resolve();
  const next = () => {
    beating = beating.then(beat).catch((err: unknown) => log.warn({ err }, "a beat is missing"));
  };
  next();
  const timer = setInterval(next, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      delay.disable();
      await beating;
      await endBeat(db, id).catch(() => undefined);
    },
  };
}
