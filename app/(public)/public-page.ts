import { createHash } from "node:crypto";
import { type Notice, noticePage } from "@/components/preferences/notice-page";
import type { PublicPage } from "@/components/preferences/page-shell";
import { pickWords } from "@/components/preferences/words/pick-words";

/**
 * Sends a page for people without an account: its one style sheet named by hash, forms to us only, and no script unless
 * it says so. `media`: it plays a file of ours. `script`: it runs files of ours, which may talk to us alone. `worker`: these may
 * leave a worker behind, and the page may stand on a home screen.
 */
export function answerPage(
  { document, style }: PublicPage,
  status: number,
  { media = false, script = false, worker = false } = {},
): Response {
  const hash = createHash("sha256").update(style).digest("base64");
  const files = media ? " img-src 'self'; media-src 'self';" : "";
  const scripts = script ? " script-src 'self'; connect-src 'self';" : "";
  const workers = worker ? " worker-src 'self'; manifest-src 'self'; img-src 'self';" : "";
  const policy = `default-src 'none'; style-src 'sha256-${hash}';${files}${scripts}${workers} form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return new Response(document, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex, nofollow",
    },
  });
}

/** Sends a page that says why there is nothing here, in the language of the browser. */
export function answerNotice(notice: Notice, status: number, request: Request): Response {
  const asked = new URL(request.url).searchParams.get("lang");
  return answerPage(noticePage(notice, pickWords([asked, ...acceptedLanguages(request)])), status);
}

/** The languages a browser asks for, most wanted first. */
export function acceptedLanguages(request: Request): string[] {
  return (request.headers.get("accept-language") ?? "").slice(0, 200).split(",");
}
