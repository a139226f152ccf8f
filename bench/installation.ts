import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildIfChanged } from "@/bin/build";
import { buildPrograms, scriptOf } from "@/bin/build-programs";
import { type Child, startChild } from "@/bin/children";
import { freePort } from "@/bin/ports";
import { type RunningPostgres, startPostgres } from "@/bin/postgres";
import { pause } from "@/bin/processes";
import { webEnvironment } from "@/bin/web-environment";
import { migrate } from "@/db/migrate";

/** The parts of Cascade that can die. */
export const parts = ["worker", "web", "database"] as const;
export type Part = (typeof parts)[number];

export interface InstallationOptions {
  /** An empty folder: the installation is private and gone with it. */
  dataDir: string;
  /** Where the sandbox carrier is asked for: a provider on loopback stands in for it. */
  carrierUrl: string;
  secrets: Record<string, string>;
  /** Further settings, of each process or of one alone. */
  env: Record<string, string>;
  envOf?: Partial<Record<"worker" | "web", Record<string, string>>>;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface Installation {
  databaseUrl: string;
  publicUrl: string;
  /** Ends a part with SIGKILL; it is started again at once. False while it is still coming up from the last time. */
  kill(part: Part): boolean;
  /** Settles when every part is up again. */
  untilUp(): Promise<void>;
  /** The most memory web server and worker have used, in MB; 0 where the system does not say. */
  peaksMb(): { worker: number; web: number };
  /** The process of a part at this moment. */
  pidOf(part: "worker" | "web"): number;
  /** How often a part was started. */
  starts: Record<Part, number>;
  stop(): Promise<void>;
}

/** Of many starts, one may hang in the loader of its modules: it is ended then, and started again. */
const startPatienceMs = 60_000;

/** A whole Cascade of its own: database, web server and worker, each started again when it ends. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDir, note } = options;
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const starts: Record<Part, number> = { worker: 0, web: 0, database: 0 };
  const peaks: Record<"worker" | "web", number> = { worker: 0, web: 0 };
  let isStopping = false;

  const databaseFolder = join(dataDir, "postgres");
  let postgres: RunningPostgres = await startPostgres({ dataDir: databaseFolder });
  starts.database = 1;
  const { url: databaseUrl, port: databasePort } = postgres;
  let databaseIsUp = true;
  /** On a full disk it may take many tries. */
  const startAgain = async (): Promise<RunningPostgres> => {
    for (;;) {
      try {
        return await startPostgres({ dataDir: databaseFolder, port: databasePort });
      } catch (error) {
        note(`The database does not start yet: ${error instanceof Error ? error.message.slice(0, 200) : error}`);
        await pause(1_000);
      }
    }
  };
  const watchDatabase = async () => {
    while (!isStopping) {
      await postgres.exited;
      databaseIsUp = false;
      if (isStopping) return;
      postgres = await startAgain();
      starts.database += 1;
      databaseIsUp = true;
    }
  };
  const watched = watchDatabase();
  await migrate(databaseUrl);

  const env = {
    ...process.env,
    ...options.secrets,
    NODE_ENV: "production" as const,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATABASE_URL: databaseUrl,
    CASCADE_DATA: dataDir,
    CASCADE_BLOBS: join(dataDir, "blobs"),
    CASCADE_URL: publicUrl,
    NEXTAUTH_URL: publicUrl,
    INNGEST_DEV: "",
    INNGEST_BASE_URL: "",
    SANDBOX_URL: options.carrierUrl,
    ...options.env,
  };
  if (!options.isBuilt) await buildIfChanged(env, note);
  await buildPrograms();

  const keep = (part: "worker" | "web") => {
    let child: Child;
    let isUp = false;
    const start = () => {
      starts[part] += 1;
      const log = process.env.BENCH_VERBOSE ? (line: string) => note(`${part}: ${line}`) : undefined;
      child = startChild({
        name: part,
        script: scriptOf(part, true),
        env: { ...(part === "web" ? webEnvironment(env) : env), ...options.envOf?.[part] },
        ...(log ? { onLine: log } : {}),
      });
      const mine = child;
      const hangs = setTimeout(() => {
        note(`The ${part} hung at its start and was ended.`);
        mine.kill("SIGKILL");
      }, startPatienceMs);
      void mine.ready.then(
        () => {
          clearTimeout(hangs);
          isUp = true;
        },
        () => clearTimeout(hangs),
      );
      void mine.exited.then(async () => {
        isUp = false;
        if (isStopping) return;
        await pause(100);
        if (!isStopping) start();
      });
      return mine;
    };
    start();
    return {
      ready: async () => {
        while (!isUp) await pause(20);
      },
      isUp: () => isUp,
      pid: () => child.pid,
      kill: () => child.kill("SIGKILL"),
      stop: () => child.stop(),
      measure: () => {
        peaks[part] = Math.max(peaks[part], peakMb(child.pid));
      },
    };
  };
  const web = keep("web");
  const worker = keep("worker");
  await Promise.all([web.ready(), worker.ready()]);
  const measuring = setInterval(() => {
    web.measure();
    worker.measure();
  }, 500);

  return {
    databaseUrl,
    publicUrl,
    starts,
    kill: (part) => {
      if (part === "database") {
        if (!databaseIsUp) return false;
        databaseIsUp = false;
        process.kill(postgres.pid, "SIGKILL");
        return true;
      }
      const kept = part === "web" ? web : worker;
      if (!kept.isUp()) return false;
      kept.kill();
      return true;
    },
    untilUp: async () => {
      while (!databaseIsUp || !web.isUp() || !worker.isUp()) await pause(100);
    },
    pidOf: (part) => (part === "web" ? web : worker).pid(),
    peaksMb: () => ({ worker: Math.round(peaks.worker), web: Math.round(peaks.web) }),
    stop: async () => {
      isStopping = true;
      clearInterval(measuring);
      await Promise.all([web.stop(), worker.stop()]);
      await postgres.stop();
      await watched;
    },
  };
}

function peakMb(pid: number): number {
  try {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
