import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/app/_server/content-policy";
import { webEnv } from "@/app/_server/env";

/** Gives every page a content security policy with a fresh nonce, and tells it its own path. */
export function proxy(request: NextRequest) {
  const { CASCADE_URL, NODE_ENV } = webEnv();
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy({ nonce, publicUrl: CASCADE_URL, development: NODE_ENV === "development" });

  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the policy; the layout reads it for the theme's.
  headers.set("Content-Security-Policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (CASCADE_URL.startsWith("https:")) {
    response.headers.set("Strict-Transport-Security", "max-age=31536000");
  }
  return response;
}

export const config = {
  // Pages of the studio only; short links and preference pages bring a policy of their own. Next reads the body of
  // whatever passes here into memory and cuts it at 10 MB; uploads must not.
  matcher:
    "/((?!api/|d/|f/|l/|m/|p/|push/|healthz|readyz|metrics|_next/|icon.svg|icons/|watch.js|cascade-push.js|push-page.js|push-worker.js).*)",
};
