import { createHash, createHmac, randomUUID } from "node:crypto";

const header = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");

/** The `Authorization` header of a callback: a JWT whose `payload_hash` is the SHA-256 of exactly the bytes posted. */
export function signCallback(text: string, keys: { apiKey: string; signatureSecret: string }, now: Date): string {
  const claims = {
    iss: "Vonage",
    api_key: keys.apiKey,
    iat: Math.floor(now.getTime() / 1000),
    jti: randomUUID(),
    payload_hash: createHash("sha256").update(text).digest("hex"),
  };
  const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `Bearer ${signed}.${createHmac("sha256", keys.signatureSecret).update(signed).digest("base64url")}`;
}
