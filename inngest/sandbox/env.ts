import { z } from "zod";

const environment = z.object({
  CASCADE_URL: z.url().optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().optional(),
  SANDBOX_API_KEY: z.string().min(1).optional(),
  SANDBOX_SIGNATURE_SECRET: z.string().min(1).optional(),
});

export interface CarrierEnv {
  apiKey: string;
  signatureSecret: string;
  /** Origin under which people reach Cascade. */
  publicOrigin: string;
  /** The same web server as seen from this computer. */
  localOrigin: string;
}

/** The sandbox carrier's part of the environment; null when the sandbox is switched off. */
export function carrierEnv(): CarrierEnv | null {
  // An empty variable means "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = environment.parse(given);
  if (!parsed.SANDBOX_API_KEY || !parsed.SANDBOX_SIGNATURE_SECRET) return null;
  const publicOrigin = new URL(parsed.CASCADE_URL ?? `http://localhost:${parsed.PORT ?? 3000}`).origin;
  const host = parsed.HOST === "0.0.0.0" || parsed.HOST === "::" ? "127.0.0.1" : parsed.HOST;
  return {
    apiKey: parsed.SANDBOX_API_KEY,
    signatureSecret: parsed.SANDBOX_SIGNATURE_SECRET,
    publicOrigin,
    localOrigin:
      parsed.PORT === undefined ? publicOrigin : `http://${host.includes(":") ? `[${host}]` : host}:${parsed.PORT}`,
  };
}
