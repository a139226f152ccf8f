import { z } from "zod";

const environment = z.object({
  /** Whose callbacks and media belong to this installation. */
  CASCADE_URL: z.url().optional(),
  /** Without both keys there is no sandbox: its API answers 404. */
  SANDBOX_API_KEY: z.string().min(1).optional(),
  SANDBOX_API_SECRET: z.string().min(1).optional(),
  /** "lax": any bearer token is as good as the keys, for trying clients that sign with a JWT. */
  SANDBOX_AUTH: z.enum(["strict", "lax"]).default("strict"),
  /** More than this many messages in a second are answered with 429; no limit when unset. */
  SANDBOX_MESSAGES_PER_SECOND: z.coerce.number().int().positive().optional(),
});

export interface SandboxEnv {
  publicUrl: string;
  apiKey: string;
  apiSecret: string;
  isLax: boolean;
  messagesPerSecondMax: number | null;
}

/** The sandbox API's part of the environment; null when the sandbox is switched off. */
function readSandboxEnv(variables: NodeJS.ProcessEnv): SandboxEnv | null {
  // An empty variable means "not set".
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.parse(given);
  const { SANDBOX_API_KEY: apiKey, SANDBOX_API_SECRET: apiSecret } = parsed;
  if (!apiKey || !apiSecret) return null;
  return {
    publicUrl: (parsed.CASCADE_URL ?? "http://localhost:3000").replace(/\/+$/, ""),
    apiKey,
    apiSecret,
    isLax: parsed.SANDBOX_AUTH === "lax",
    messagesPerSecondMax: parsed.SANDBOX_MESSAGES_PER_SECOND ?? null,
  };
}

/** Read at each request: switching the sandbox off needs no more than another environment. */
export function sandboxEnv(): SandboxEnv | null {
  return readSandboxEnv(process.env);
}
