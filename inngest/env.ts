import { randomBytes } from "node:crypto";
import { z } from "zod";

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "::1"];

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "DATABASE_URL must be a postgres:// address" }).optional(),
  /** Where the web server listens. */
  HOST: z.string().default("127.0.0.1"),
  CASCADE_DATA: z.string().optional(),
  /** Which of the workers of this data folder this process is, from 0. */
  CASCADE_WORKER: z.coerce.number().int().min(0).default(0),
  /** "1" or the address of an Inngest dev server. */
  INNGEST_DEV: z.string().default(""),
  /** A real Inngest server. With Inngest Cloud: https://api.inngest.com, and INNGEST_EVENT_API_BASE_URL=https://inn.gs. */
  INNGEST_BASE_URL: z.url({ error: "INNGEST_BASE_URL must be an address" }).optional(),
  INNGEST_SIGNING_KEY: z.string().min(1).optional(),
  INNGEST_EVENT_KEY: z.string().min(1).optional(),
  /** How many workers may hand over messages of one campaign at the same time, over all machines. */
  SENDING_RUNS: z.coerce.number().int().min(1).max(64).default(1),
});

/** Who runs the functions: our local engine, an Inngest dev server, or a real Inngest server. */
type InngestMode = "local" | "dev" | "remote";

export interface InngestEnv {
  mode: InngestMode;
  /** Absent in a build, which imports the functions but runs none. */
  databaseUrl: string | undefined;
  signingKey: string;
  /** Whether nobody but this machine can reach the web server. */
  isLoopbackOnly: boolean;
  dataFolder: string | undefined;
  workerNumber: number;
  /** Runs that may send one campaign at the same time, over all workers. */
  sendingRuns: number;
}

/** Reads the background work's part of the environment; throws a sentence when it contradicts itself. */
export function readInngestEnv(variables: Record<string, string | undefined>): InngestEnv {
  // An empty variable means "not set".
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.parse(given);
  const mode = modeOf(parsed);
  if (mode === "remote" && !(parsed.INNGEST_SIGNING_KEY && parsed.INNGEST_EVENT_KEY)) {
    throw new Error("With INNGEST_BASE_URL, set INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY as well.");
  }
  const isLoopbackOnly = LOOPBACK_HOSTS.includes(parsed.HOST);
  if (mode === "dev" && !isLoopbackOnly) {
    throw new Error(
      `INNGEST_DEV lets anybody who reaches the web server run any function; it listens on ${parsed.HOST}. Set HOST=127.0.0.1, or unset INNGEST_DEV.`,
    );
  }
  return {
    mode,
    databaseUrl: parsed.DATABASE_URL,
    // The engine and the functions share a process: a key of its own will do.
    signingKey: parsed.INNGEST_SIGNING_KEY ?? `signkey-local-${randomBytes(32).toString("hex")}`,
    isLoopbackOnly,
    dataFolder: parsed.CASCADE_DATA,
    workerNumber: parsed.CASCADE_WORKER,
    sendingRuns: parsed.SENDING_RUNS,
  };
}

let read: InngestEnv | undefined;

/** The environment of this process, read at first use. */
export function inngestEnv(): InngestEnv {
  read ??= readInngestEnv(process.env);
  return read;
}

function modeOf(variables: z.infer<typeof environment>): InngestMode {
  const dev = variables.INNGEST_DEV.toLowerCase();
  if (dev !== "" && dev !== "0" && dev !== "false") return "dev";
  return variables.INNGEST_BASE_URL ? "remote" : "local";
}
