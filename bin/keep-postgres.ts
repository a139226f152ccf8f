import { type RunningPostgres, startPostgres } from "@/bin/postgres";
import { pause } from "@/bin/processes";

export interface KeptPostgres {
  url: string;
  stop(): Promise<void>;
}

const RESTARTS_MAX = 5;
const HEALTHY_AFTER_MS = 10_000;

/**
 * A private PostgreSQL that is started again, at the same address, when it ends unasked. Gives up (and says so) when it
 * keeps ending: a database that cannot run is nothing to hide behind a loop. `restarted` is told after each new start.
 */
export async function keepPostgres(
  dataDir: string,
  note: (sentence: string) => void,
  giveUp: (error: unknown) => void,
  restarted: () => void,
): Promise<KeptPostgres> {
  let stopping = false;
  let running: RunningPostgres = await startPostgres({ dataDir, note });
  let startedAt = Date.now();
  const { url, port } = running;

  const watching = (async () => {
    for (let restarts = 0; ; ) {
      await running.exited;
      if (stopping) return;
      restarts = Date.now() - startedAt > HEALTHY_AFTER_MS ? 1 : restarts + 1;
      if (restarts > RESTARTS_MAX) throw new Error("PostgreSQL keeps ending; see postgres.log in the data folder.");
      note("The database ended unexpectedly; it is started again.");
      await pause(restarts === 1 ? 0 : 1000 * restarts);
      if (stopping) return;
      running = await startPostgres({ dataDir, note, port });
      startedAt = Date.now();
      restarted();
    }
  })();
  watching.catch(giveUp);

  return {
    url,
    stop: async () => {
      stopping = true;
      await running.stop();
      await watching.catch(() => undefined);
      // A restart may have been under way when the stop was asked for.
      await running.stop();
    },
  };
}
