import { createHmac } from "node:crypto";

/** The `x-inngest-signature` of a request: an HMAC over the canonical JSON of its body and the time. */
export function signRequest(body: unknown, signingKey: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  // The key is the text behind the prefix, not the bytes its hex digits spell.
  const key = signingKey.replace(/^signkey-\w+-/, "");
  const mac = createHmac("sha256", key).update(canonicalJson(body)).update(String(seconds)).digest("hex");
  return `t=${seconds}&s=${mac}`;
}

/** JSON with sorted keys and no spaces (RFC 8785 for the values JSON.parse can give). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
