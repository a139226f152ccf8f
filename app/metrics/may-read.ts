import { createHash, timingSafeEqual } from "node:crypto";
import { nearHeader } from "@/app/_server/near";

/**
 * Whether the metrics are told: to whoever has the token; without one, to this machine alone, and only while Cascade has
 * no public address. Behind a public address a proxy on this machine would look like this machine itself.
 */
export function mayRead(headers: Headers, { token, isPublic }: { token: string | null; isPublic: boolean }): boolean {
  if (token === null) return !isPublic && headers.get(nearHeader) === "1";
  const given = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
