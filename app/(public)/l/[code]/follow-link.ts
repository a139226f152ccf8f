import { isbot } from "isbot";
import { answerNotice } from "@/app/(public)/public-page";
import type { Database } from "@/db/client";
import { recordEngagements } from "@/db/queries/engagement";
import { type LinkedDelivery, loadLinkedDelivery } from "@/db/queries/links";
import { playableFile } from "@/db/queries/media";
import { markTestOpened } from "@/db/queries/test-sends";
import { linksOf, linkTargets, type MessageLink } from "@/lib/channels/links-of";
import { calendarFile } from "@/lib/links/calendar-file";
import { decodeLinkCode, type LinkCode } from "@/lib/links/link-code";
import type { Mac } from "@/lib/links/seal";
import { fileUrl } from "@/lib/media/file-address";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";

export interface FollowDeps {
  db: Database;
  mac: Mac;
  /** Without a trailing slash. */
  publicUrl: string;
  now: Date;
  /** Runs work after the answer has been sent. */
  afterwards: (work: () => Promise<void>) => void;
}

/**
 * Sends a person on to where the link leads. The destination comes from the message we sent, never from the address:
 * nobody can make these links lead elsewhere. The click is recorded after the answer.
 */
export async function followLink(request: Request, text: string, deps: FollowDeps): Promise<Response> {
  const code = decodeLinkCode(text, deps.mac);
  const delivery = code === null ? null : await loadLinkedDelivery(deps.db, code.deliveryId);
  const link = code === null || delivery === null ? undefined : linksOf(delivery.message)[code.linkIndex];
  const opened =
    code === null || delivery === null || link === undefined ? null : await open(code, { delivery, link }, deps);
  if (code === null || delivery === null || link === undefined || opened === null) {
    return answerNotice("link", 404, request);
  }
  const isBot = isMachine(request);
  deps.afterwards(() => recordClick(deps, code, { delivery, link, isBot }));
  return opened;
}

const uncached = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow" };

/** What the link opens, as it was filled in for this person; null when it leads nowhere. */
async function open(
  code: LinkCode,
  { delivery, link }: { delivery: LinkedDelivery; link: MessageLink },
  deps: FollowDeps,
): Promise<Response | null> {
  const { message, person, channel, locale, workspaceId } = delivery;
  // Codes are words of the message, never part of an address.
  const rendered = renderMessage(prepareMessage(message), { person, channel, locale, promoCode: () => null });
  const target = linkTargets(rendered.message).get(link.key);
  switch (target?.type) {
    case undefined:
    case "answer":
      return null;
    case "url":
      return redirect(target.url);
    case "calendar": {
      const file = calendarFile(target.event, { uid: `${code.deliveryId}.${code.linkIndex}`, now: deps.now });
      return new Response(file, {
        headers: {
          ...uncached,
          "Content-Type": "text/calendar; charset=utf-8",
          "Content-Disposition": 'attachment; filename="event.ics"',
        },
      });
    }
    case "media": {
      const file = await playableFile(deps.db, workspaceId, target.mediaId);
      return file === null ? null : redirect(fileUrl(deps.publicUrl, file.blobHash, file.mime));
    }
  }
}

/** To a page of the web; null for anything else. */
function redirect(url: string): Response | null {
  if (!/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(url)) return null;
  // Spaces and letters beyond ASCII, which a name brings along, are written as a header can carry them.
  return new Response(null, { status: 302, headers: { ...uncached, Location: new URL(url).href } });
}

/** Crawlers, link scanners, previews and prefetching browsers: nobody decided to go there. */
function isMachine(request: Request): boolean {
  if (request.method !== "GET") return true;
  const purpose = ["sec-purpose", "purpose", "x-purpose", "x-moz"].map((name) => request.headers.get(name) ?? "");
  if (purpose.some((value) => /prefetch|preview/i.test(value))) return true;
  const agent = request.headers.get("user-agent") ?? "";
  return agent === "" || isbot(agent);
}

interface Click {
  delivery: LinkedDelivery;
  link: MessageLink;
  isBot: boolean;
}

/** Opening the same link again within a minute is the same click: phones and apps love to ask twice. */
async function recordClick(
  { db, now }: FollowDeps,
  { deliveryId, linkIndex }: LinkCode,
  { delivery, link, isBot }: Click,
): Promise<void> {
  if (delivery.isTest) {
    if (!isBot) await markTestOpened(db, deliveryId, now);
    return;
  }
  const minute = Math.floor(now.getTime() / 60_000);
  const { workspaceId, contactId, channel } = delivery;
  const act = { workspaceId, contactId, channel, deliveryId, kind: "click" as const, target: link.key };
  const dedupeKey = `click:${deliveryId}:${linkIndex}:${minute}${isBot ? ":bot" : ""}`;
  await db.transaction((tx) => recordEngagements(tx, [{ ...act, isBot, dedupeKey, at: now }], now));
}
