import { isbot } from "isbot";
import { answerNotice } from "@/app/(public)/public-page";
import type { Database } from "@/db/client";
import { recordEngagements } from "@/db/queries/engagement";
import { type LinkedDelivery, loadLinkedDelivery } from "@/db/queries/links";
import { linksOf, type MessageLink } from "@/lib/channels/links-of";
import { decodeLinkCode, type LinkCode } from "@/lib/links/link-code";
import type { Mac } from "@/lib/links/seal";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";

export interface FollowDeps {
  db: Database;
  mac: Mac;
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
  const link = code === null || delivery === null ? null : linkOf(delivery, code.linkIndex);
  if (code === null || delivery === null || link === null) return answerNotice("link", 404, request);
  const isBot = isMachine(request);
  deps.afterwards(() => recordClick(deps, code, { delivery, link, isBot }));
  return new Response(null, {
    status: 302,
    headers: { Location: link.url, "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow" },
  });
}

/** The link as it was filled in for this person; null when it leads nowhere on the web. */
function linkOf({ message, person }: LinkedDelivery, index: number): MessageLink | null {
  const link = linksOf(renderMessage(prepareMessage(message), person).message)[index];
  // Spaces and letters beyond ASCII, which a name brings along, are written as a header can carry them.
  if (link === undefined || !/^https?:\/\/[^\s/]/i.test(link.url) || !URL.canParse(link.url)) return null;
  return { ...link, url: new URL(link.url).href };
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
function recordClick({ db, now }: FollowDeps, { deliveryId, linkIndex }: LinkCode, { delivery, link, isBot }: Click) {
  const minute = Math.floor(now.getTime() / 60_000);
  const { workspaceId, contactId, channel } = delivery;
  const act = { workspaceId, contactId, channel, deliveryId, kind: "click" as const, target: link.key };
  const dedupeKey = `click:${deliveryId}:${linkIndex}:${minute}${isBot ? ":bot" : ""}`;
  return db.transaction((tx) => recordEngagements(tx, [{ ...act, isBot, dedupeKey, at: now }], now));
}
