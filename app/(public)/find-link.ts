import type { OpeningLimit } from "@/app/(public)/opening-limit";
import { answerNotice } from "@/app/(public)/public-page";
import type { Database } from "@/db/client";
import { storeLinkOpening } from "@/db/queries/link-openings";
import { type LinkedDelivery, loadLinkedDelivery } from "@/db/queries/links";
import { markTestOpened } from "@/db/queries/test-sends";
import { type LinkTarget, linksOf, linkTargets, type MessageLink } from "@/lib/channels/links-of";
import { decodeLinkCode, type LinkCode } from "@/lib/links/link-code";
import { machineReason } from "@/lib/links/machine-reason";
import type { Mac } from "@/lib/links/seal";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";

export interface LinkDeps {
  db: Database;
  mac: Mac;
  /** Without a trailing slash. */
  publicUrl: string;
  now: Date;
  limit: OpeningLimit;
  /** Runs work after the answer has been sent. */
  afterwards: (work: () => Promise<void>) => void;
}

/** A link of a message, and where it leads as it was filled in for this person. */
export interface FoundLink {
  code: LinkCode;
  delivery: LinkedDelivery;
  link: MessageLink;
  target: LinkTarget;
  /** Different places the message leads this person to. */
  linksInMessage: number;
}

/** Opens a link's code: one statement for one of ours, none for any other. Answers why not when it leads nowhere. */
export async function openLink(request: Request, text: string, deps: LinkDeps): Promise<FoundLink | Response> {
  const code = decodeLinkCode(text, deps.mac);
  const waitSeconds = deps.limit.take(request, code?.deliveryId ?? null, deps.now);
  if (waitSeconds > 0) return tooOften(request, waitSeconds);
  const found = code === null ? null : await findLink(deps.db, code);
  return found ?? answerNotice("link", 404, request);
}

/** Says that links are opened too often, and when to come back. */
function tooOften(request: Request, waitSeconds: number): Response {
  const answer = answerNotice("often", 429, request);
  answer.headers.set("Retry-After", String(waitSeconds));
  return answer;
}

/** Looks up which link a code means, filled in for its person; null when there is none. */
export async function findLink(db: Database, code: LinkCode): Promise<FoundLink | null> {
  const delivery = await loadLinkedDelivery(db, code.deliveryId);
  if (delivery === null) return null;
  const link = linksOf(delivery.message)[code.linkIndex];
  const { message, person, channel, locale } = delivery;
  // Codes are words of the message, never part of an address.
  const rendered = renderMessage(prepareMessage(message), { person, channel, locale, promoCode: () => null });
  const targets = linkTargets(rendered.message);
  const target = link === undefined ? undefined : targets.get(link.key);
  if (link === undefined || target === undefined) return null;
  return { code, delivery, link, target, linksInMessage: Math.min(targets.size, 0x7fff) };
}

/** Writes down that a link was opened, and by what, after the answer: whether it counts is judged a moment later. */
export function noteOpening(request: Request, found: FoundLink, { db, now, afterwards }: LinkDeps): void {
  const { code, delivery, link, linksInMessage } = found;
  const machine = machineReason(request);
  afterwards(async () => {
    if (delivery.isTest) {
      if (machine === null) await markTestOpened(db, code.deliveryId, now);
      return;
    }
    const { workspaceId, contactId, channel } = delivery;
    const { deliveryId, linkIndex } = code;
    await storeLinkOpening(db, {
      ...{ workspaceId, deliveryId, contactId, channel, linkIndex, target: link.key, linksInMessage, machine, at: now },
    });
  });
}
