import { z } from "zod";

const secret = z.string().min(1);

const environment = z.object({
  CASCADE_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
  CASCADE_LINK_SECRET: secret,
  VAPID_PUBLIC_KEY: secret,
  VAPID_PRIVATE_KEY: secret,
  VAPID_SUBJECT: z.string().default("mailto:webpush@cascade.invalid"),
  SANDBOX_API_KEY: secret,
  SANDBOX_API_SECRET: secret,
  /** Where the sandbox answers, when not under the public address: benchmarks put a stub here. */
  SANDBOX_URL: z.url().optional(),
  VONAGE_BASE_URL: z.url({ protocol: /^https$/ }).default("https://api.nexmo.com"),
  VONAGE_API_KEY: z.string().optional(),
  VONAGE_API_SECRET: z.string().optional(),
  /** Calling RCS messages back goes to the region's host, and only with a token of an application. */
  VONAGE_REGION_URL: z.url({ protocol: /^https$/ }).default("https://api-us.nexmo.com"),
  VONAGE_APPLICATION_ID: z.string().optional(),
  /** PEM; line breaks may be written as \\n. */
  VONAGE_PRIVATE_KEY: z
    .string()
    .transform((pem) => pem.replaceAll("\\n", "\n"))
    .optional(),
  /** What the account is allowed: 30 unless Vonage raised it. */
  VONAGE_REQUESTS_PER_SECOND: z.coerce.number().min(1).max(10_000).default(30),
  SENDING_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(100),
  SENDING_LEASE_SECONDS: z.coerce.number().int().min(5).max(3600).default(60),
  /** How long a message whose fate a crash left open waits for its receipt before it is sent again. */
  SENDING_GRACE_SECONDS: z.coerce.number().int().min(5).max(86_400).default(900),
});

export type SendingEnv = z.infer<typeof environment>;

let parsed: SendingEnv | undefined;

/** What sending reads of the environment, parsed at first use because a build has none of it. */
export function sendingEnv(): SendingEnv {
  parsed ??= environment.parse(process.env);
  return parsed;
}
