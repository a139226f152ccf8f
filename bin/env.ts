import { resolve } from "node:path";
import { z } from "zod";
import { Refusal } from "@/bin/refusal";

const environment = z.object({
  PORT: z.coerce
    .number({ error: "PORT must be a number from 1 to 65535." })
    .int()
    .min(1)
    .max(65_535, { error: "PORT must be a number from 1 to 65535." })
    .default(3000),
  /** Loopback unless told otherwise: a fresh install with a one-time owner link is not for the whole network. */
  HOST: z.string().min(1).default("127.0.0.1"),
  CASCADE_DATA: z.string().min(1).optional(),
  /** Address under which people reach Cascade, when it stands behind a proxy. */
  CASCADE_URL: z.url({ protocol: /^https?$/, error: "CASCADE_URL must be an http:// or https:// address." }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "DATABASE_URL must be a postgres:// address." }).optional(),
  FFMPEG_PATH: z.string().min(1).optional(),
  WORKERS: z.coerce
    .number({ error: "WORKERS must be a number from 1 to 64." })
    .int()
    .min(1)
    .max(64, { error: "WORKERS must be a number from 1 to 64." })
    .default(1),
});

export interface LaunchEnv {
  port: number;
  host: string;
  dataDir: string;
  /** Whether somebody named the data folder, rather than leaving it to us. */
  isDataDirChosen: boolean;
  /** Without a trailing slash. */
  publicUrl: string;
  databaseUrl: string | undefined;
  ffmpegPath: string | undefined;
  /** Worker processes on this machine. */
  workers: number;
}

/** The launcher's part of the environment; a wrong value is a sentence, not a stack trace. */
export function launchEnv(variables: NodeJS.ProcessEnv, root: string): LaunchEnv {
  // An empty variable (`PORT= npm start`) means "not set".
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new Refusal(parsed.error.issues.map((issue) => issue.message).join("\n"));
  const { PORT, HOST, CASCADE_DATA, CASCADE_URL, DATABASE_URL, FFMPEG_PATH, WORKERS } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(root, CASCADE_DATA ?? ".data"),
    isDataDirChosen: CASCADE_DATA !== undefined,
    publicUrl: (CASCADE_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, ""),
    databaseUrl: DATABASE_URL,
    ffmpegPath: FFMPEG_PATH,
    workers: WORKERS,
  };
}
