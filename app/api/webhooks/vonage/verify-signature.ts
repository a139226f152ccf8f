import { createHash, createSecretKey, type KeyObject } from "node:crypto";
import { decodeJwt, jwtVerify } from "jose";

/** Signature secrets by the API key of the account that signs with them. */
export type SignatureSecrets = ReadonlyMap<string, string>;

/** Each try of a delivery is signed anew, so an old signature is a replay, not a late retry. */
const ageSecondsMax = 300;
const clockErrorSeconds = 30;

const keys = new Map<string, KeyObject>();

/**
 * Whether a webhook comes from the account it names, was signed for exactly these bytes, and not long ago. The
 * algorithm is fixed: a token that asks for another, or for none, is refused.
 */
export async function isSignedWebhook(
  headers: Headers,
  body: Uint8Array,
  secrets: SignatureSecrets,
  now: Date,
): Promise<boolean> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (token === undefined) return false;
  try {
    const { api_key: apiKey } = decodeJwt(token);
    const secret = typeof apiKey === "string" ? secrets.get(apiKey) : undefined;
    if (secret === undefined) return false;
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ["HS256"],
      currentDate: now,
      maxTokenAge: ageSecondsMax,
      clockTolerance: clockErrorSeconds,
    });
    return payload.payload_hash === createHash("sha256").update(body).digest("hex");
  } catch {
    // jose throws for every kind of bad token; they are all the same to a stranger.
    return false;
  }
}

function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret, "utf8");
  keys.set(secret, key);
  return key;
}
