import { z } from "zod";

/**
 * The push services of browsers. A subscription is an address that our server will call, given by a stranger: it goes
 * to one of these houses or nowhere. Chrome and most others use Google's, Edge on Windows Microsoft's.
 */
const hosts = ["fcm.googleapis.com", "android.googleapis.com"];
const domains = [".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com", ".push.samsungosp.com"];

/** Whether an address belongs to the push service of a browser. */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  return hosts.includes(hostname) || domains.some((domain) => hostname.endsWith(domain));
}

const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+=*$/)
    .transform((text) => text.replace(/=+$/, ""))
    .refine((text) => text.length === Math.ceil((bytes * 4) / 3));

/** What a browser gives when somebody allows notifications. */
export const pushSubscriptionSchema = z.object({
  endpoint: z.string().max(2_000).refine(isPushService),
  keys: z.object({
    /** Uncompressed point of P-256. */
    p256dh: base64url(65),
    auth: base64url(16),
  }),
});
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>;
