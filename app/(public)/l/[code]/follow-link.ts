import { isbot } from "isbot";
import { takeTry } from "@/app/_server/rate-limit";
import { isSameOrigin } from "@/app/_server/same-origin";
import { acceptedLanguages, answerNotice, answerPage } from "@/app/(public)/public-page";
import { answerFormPage } from "@/components/preferences/answer-page";
import { playerPage } from "@/components/preferences/player-page";
import { pickWords } from "@/components/preferences/words/pick-words";
import type { Database } from "@/db/client";
import { lastTap, type NewEngagement, recordEngagements } from "@/db/queries/engagement";
import { type LinkedDelivery, loadLinkedDelivery } from "@/db/queries/links";
import { playableFile } from "@/db/queries/media";
import { markTestOpened } from "@/db/queries/test-sends";
import { type LinkTarget, linksOf, linkTargets, type MessageLink } from "@/lib/channels/links-of";
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
  const followed = code === null ? null : await find(code, deps);
  const opened = followed === null ? null : await open(request, followed, deps);
  if (followed === null || opened === null) return answerNotice("link", 404, request);
  const isBot = isMachine(request);
  deps.afterwards(() => recordClick(deps, followed, isBot));
  return opened;
}

/**
 * Takes the answer a link stands for: pressed on our page, since opening a link must change nothing. Pressed twice, it
 * is one answer; who answers something else has changed their mind. Pressed without end, it is not looked at.
 */
export async function takeAnswer(request: Request, text: string, deps: FollowDeps): Promise<Response> {
  if (!isSameOrigin(request.headers, deps.publicUrl)) return answerNotice("refused", 403, request);
  const code = decodeLinkCode(text, deps.mac);
  if (code === null) return answerNotice("link", 404, request);
  const waitSeconds = await takeTry(deps.db, "answer", code.deliveryId, deps.now);
  if (waitSeconds > 0) {
    const busy = answerNotice("busy", 429, request);
    busy.headers.set("Retry-After", String(waitSeconds));
    return busy;
  }
  const followed = await find(code, deps);
  if (followed?.target.type !== "answer") return answerNotice("link", 404, request);
  const { delivery, link } = followed;
  if (delivery.isTest) await markTestOpened(deps.db, code.deliveryId, deps.now);
  else {
    const { workspaceId, contactId, channel } = delivery;
    const { deliveryId } = code;
    await deps.db.transaction(async (tx) => {
      const before = await lastTap(tx, { workspaceId, contactId, deliveryId });
      if (before?.target === link.key) return;
      // Of presses at the same moment one counts: each follows the same tap. Who comes back to an answer gives it anew.
      const answer: NewEngagement = {
        ...{ workspaceId, contactId, channel, deliveryId, kind: "tap", target: link.key, isBot: false, at: deps.now },
        dedupeKey: `answer:${deliveryId}:${code.linkIndex}:${before?.id ?? "first"}`,
      };
      await recordEngagements(tx, [answer], deps.now);
    });
  }
  return new Response(null, { status: 303, headers: { ...uncached, Location: "?done=1" } });
}

const uncached = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow" };

/** A link of a message, and where it leads as it was filled in for this person. */
interface Followed {
  code: LinkCode;
  delivery: LinkedDelivery;
  link: MessageLink;
  target: LinkTarget;
}

async function find(code: LinkCode, { db }: FollowDeps): Promise<Followed | null> {
  const delivery = await loadLinkedDelivery(db, code.deliveryId);
  if (delivery === null) return null;
  const link = linksOf(delivery.message)[code.linkIndex];
  const { message, person, channel, locale } = delivery;
  // Codes are words of the message, never part of an address.
  const rendered = renderMessage(prepareMessage(message), { person, channel, locale, promoCode: () => null });
  const target = link === undefined ? undefined : linkTargets(rendered.message).get(link.key);
  return link === undefined || target === undefined ? null : { code, delivery, link, target };
}

/** What the link opens; null when it leads nowhere. */
async function open(request: Request, followed: Followed, deps: FollowDeps): Promise<Response | null> {
  const { code, delivery, target } = followed;
  const { brandName, brandColor } = delivery;
  const words = pickWords([delivery.person.locale, ...acceptedLanguages(request)]);
  switch (target.type) {
    case "url":
      return redirect(target.url);
    case "answer": {
      const { pathname, searchParams } = new URL(request.url);
      const isSent = searchParams.has("done");
      return answerPage(
        answerFormPage({ words, brandName, brandColor, answer: target.answer, action: pathname, isSent }),
        200,
      );
    }
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
      const played = await playableFile(deps.db, delivery.workspaceId, target.mediaId);
      if (played === null) return null;
      // By path alone: the page and its files come from the same house, whatever name it was reached by.
      const urlOf = ({ blobHash, mime }: { blobHash: string; mime: string }) => fileUrl("", blobHash, mime);
      const file = { url: urlOf(played.file), mime: played.file.mime };
      const posterUrl = played.poster === null ? null : urlOf(played.poster);
      const page = playerPage({ words, brandName, brandColor, description: target.alt, file, posterUrl });
      return answerPage(page, 200, { media: true });
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

/** Opening the same link again within a minute is the same click: phones and apps love to ask twice. */
async function recordClick({ db, now }: FollowDeps, { code, delivery, link }: Followed, isBot: boolean): Promise<void> {
  const { deliveryId, linkIndex } = code;
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
