import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Signature secrets by the API key of the account that signs with them. */
export type SignatureSecrets = ReadonlyMap<string, string>;

/** Each try of a delivery is signed anew, so an old signature is a replay, not a late retry. */
const ageSecondsMax = 300;
const clockErrorSeconds = 30;

/** The algorithm is fixed: a token that asks for another, or for none, is refused. */
const headerSchema = z.object({ alg: z.literal("HS256"), crit: z.never().optional() });
/** Providers write the same header each time: the last one that was found good need not be read again. */
let goodHeader: string | undefined;

const claimsSchema = z.object({ api_key: z.string(), iat: z.number(), payload_hash: z.string() });

/**
 * Whether a webhook comes from the account it names, was signed for exactly these bytes, and not long ago. With
 * node:crypto rather than a JWT library: those hash in another thread, which took longer than all the rest of a webhook.
 */
export function isSignedWebhook(
  authorization: string | null,
  body: Uint8Array,
  secrets: SignatureSecrets,
  now: Date,
): boolean {
  const [, header = "", payload = "", signature = ""] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization ?? "") ?? [];
  const claims = claimsSchema.safeParse(decoded(payload)).data;
  if (claims === undefined || !isGoodHeader(header)) return false;
  const secret = secrets.get(claims.api_key);
  if (secret === undefined) return false;
  const expected = Buffer.from(createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url"));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const ageSeconds = now.getTime() / 1000 - claims.iat;
  if (ageSeconds > ageSecondsMax + clockErrorSeconds || ageSeconds < -clockErrorSeconds) return false;
  return claims.payload_hash === createHash("sha256").update(body).digest("hex");
}

function isGoodHeader(header: string): boolean {
  if (header === goodHeader) return true;
  const isGood = headerSchema.safeParse(decoded(header)).success;
  if (isGood) goodHeader = header;
  return isGood;
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
