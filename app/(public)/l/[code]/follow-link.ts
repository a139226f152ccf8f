import { takeTry } from "@/app/_server/rate-limit";
import { isSameOrigin } from "@/app/_server/same-origin";
import { type FoundLink, findLink, type LinkDeps, noteOpening, openLink } from "@/app/(public)/find-link";
import { acceptedLanguages, answerNotice, answerPage } from "@/app/(public)/public-page";
import { answerFormPage } from "@/components/preferences/answer-page";
import { pickWords } from "@/components/preferences/words/pick-words";
import { lastTap, type NewEngagement, recordEngagements } from "@/db/queries/engagement";
import { markTestOpened } from "@/db/queries/test-sends";
import { calendarFile } from "@/lib/links/calendar-file";
import { decodeLinkCode } from "@/lib/links/link-code";
import { addLinkTags } from "@/lib/links/link-tags";
import { encodeMessageCode } from "@/lib/links/message-code";

/**
 * Sends a person on to where the link leads. The destination comes from the message we sent, never from the address:
 * nobody can make these links lead elsewhere. One statement before the answer, and one after it.
 */
export async function followLink(request: Request, text: string, deps: LinkDeps): Promise<Response> {
  const found = await openLink(request, text, deps);
  if (found instanceof Response) return found;
  const opened = open(request, text, found, deps);
  if (opened === null) return answerNotice("link", 404, request);
  // The page a film is played on notes by itself that it was opened.
  if (found.target.type !== "media") noteOpening(request, found, deps);
  return opened;
}

/**
 * Takes the answer a link stands for: pressed on our page, since opening a link must change nothing. Pressed twice, it
 * is one answer; who answers something else has changed their mind. Pressed without end, it is not looked at.
 */
export async function takeAnswer(request: Request, text: string, deps: LinkDeps): Promise<Response> {
  if (!isSameOrigin(request.headers, deps.publicUrl)) return answerNotice("refused", 403, request);
  const code = decodeLinkCode(text, deps.mac);
  if (code === null) return answerNotice("link", 404, request);
  const waitSeconds = await takeTry(deps.db, "answer", code.deliveryId, deps.now);
  if (waitSeconds > 0) {
    const busy = answerNotice("busy", 429, request);
    busy.headers.set("Retry-After", String(waitSeconds));
    return busy;
  }
  const followed = await findLink(deps.db, code);
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

/** What the link opens; null when it leads nowhere. */
function open(request: Request, text: string, found: FoundLink, deps: LinkDeps): Response | null {
  const { code, delivery, target } = found;
  const { brandName, brandColor } = delivery;
  switch (target.type) {
    case "url":
      return redirect(target.isWritten ? withMarks(target.url, found, deps) : target.url);
    case "answer": {
      const words = pickWords([delivery.person.locale, ...acceptedLanguages(request)]);
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
    case "media":
      return new Response(null, { status: 302, headers: { ...uncached, Location: `/m/${text}` } });
  }
}

/** Our own page for notifications learns who comes; a page of the business, where from. */
function withMarks(url: string, { code, delivery }: FoundLink, { publicUrl, mac }: LinkDeps): string {
  if (/^[^?#]*$/.test(url) && url.startsWith(`${publicUrl}/push/`)) {
    return `${url}?c=${encodeMessageCode(code.deliveryId, mac)}`;
  }
  const { linkTags, channel, campaignName } = delivery;
  return linkTags === null
    ? url
    : addLinkTags(url, { source: linkTags.source, medium: channel, campaign: campaignName });
}

/** To a page of the web; null for anything else. */
function redirect(url: string): Response | null {
  if (!/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(url)) return null;
  // Spaces and letters beyond ASCII, which a name brings along, are written as a header can carry them.
  return new Response(null, { status: 302, headers: { ...uncached, Location: new URL(url).href } });
}
