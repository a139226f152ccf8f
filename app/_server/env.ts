import { z } from "zod";

const secret = z.string().min(32);

const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** Address under which people reach Cascade: links in messages, cookies and origin checks depend on it. */
  CASCADE_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: secret,
  /** Signs links to the preference page, short links and media pages. */
  CASCADE_LINK_SECRET: secret,
  /** Public half of the Web Push key pair; browsers need it to subscribe. */
  VAPID_PUBLIC_KEY: z.string().min(1),
  /** What the app and the sandbox carrier know each other by. */
  SANDBOX_API_KEY: z.string().min(1),
  SANDBOX_API_SECRET: secret,
  SANDBOX_SIGNATURE_SECRET: secret,
  /** A real Vonage account; its webhooks are refused while these are not set. */
  VONAGE_API_KEY: z.string().min(1).optional(),
  VONAGE_SIGNATURE_SECRET: z.string().min(1).optional(),
});

export type WebEnv = z.infer<typeof environment>;

let parsed: WebEnv | undefined;

/** The web server's part of the environment, parsed at first use because a build has none of it. */
export function webEnv(): WebEnv {
  parsed ??= environment.parse(process.env);
  return parsed;
}
