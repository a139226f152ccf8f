import type { Platform } from "@/lib/channels/platforms";

/** What a browser shows notifications like, by its own name. A guess only previews and reports rely on. */
export function browserPlatform(userAgent: string): Platform {
  if (/iPhone|iPad/.test(userAgent)) return "ios";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Android/.test(userAgent)) return "android";
  if (/Macintosh/.test(userAgent) && !/Chrome\//.test(userAgent)) return "mac";
  return "windows";
}
