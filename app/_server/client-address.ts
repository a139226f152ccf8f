/**
 * The address a request came from: what the last proxy wrote, since everything before it is whatever the sender claimed.
 */
export function clientAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
