import { createPublicKey } from "node:crypto";
import { jwtVerify } from "jose";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Checks `Authorization: vapid t=<jwt>, k=<key>` as a push service does (RFC 8292): signed with ES256 by the key it
 * names, for this origin, valid for at most a day. Answers the sender's key and contact, or what is wrong.
 */
export async function verifyVapid(
  header: string | null,
  origin: string,
  now: Date,
): Promise<{ ok: true; publicKey: string; subject: string } | { ok: false; reason: string }> {
  const wrong = (reason: string) => ({ ok: false as const, reason });
  const fields = /^vapid\s+(.*)$/i.exec(header ?? "")?.[1];
  if (fields === undefined) return wrong("The Authorization header must be of the form: vapid t=…, k=…");
  const parameters = new Map(fields.split(",").map((field) => splitOnce(field.trim())));
  const token = parameters.get("t");
  const key = Buffer.from(parameters.get("k") ?? "", "base64url");
  if (!token || key.length !== 65 || key[0] !== 4) return wrong("t or k is missing or malformed.");
  try {
    const publicKey = createPublicKey({
      format: "jwk",
      key: {
        kty: "EC",
        crv: "P-256",
        x: key.subarray(1, 33).toString("base64url"),
        y: key.subarray(33).toString("base64url"),
      },
    });
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: ["ES256"],
      audience: origin,
      currentDate: now,
      requiredClaims: ["aud", "exp", "sub"],
    });
    if ((payload.exp ?? 0) * 1000 - now.getTime() > dayMs) return wrong("exp lies more than 24 hours ahead.");
    if (!/^(mailto:|https:)/.test(payload.sub ?? "")) return wrong("sub must be a mailto: or https: address.");
    return { ok: true, publicKey: key.toString("base64url"), subject: payload.sub ?? "" };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : "The token is not valid.");
  }
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf("=");
  return [field.slice(0, at).trim(), field.slice(at + 1).trim()];
}
