import type { Database } from "@/db/client";
import { type NewEngagement, recordEngagements } from "@/db/queries/engagement";
import { type LinkOpening, takeLinkOpenings } from "@/db/queries/link-openings";
import { sweptOpenings } from "@/lib/links/swept-openings";

/** A sweep takes a second, and what it wrote last must have arrived. */
const waitMs = 2_500;
const messagesPerSet = 1_000;
const minuteMs = 60_000;

/**
 * Tells people from scanners among the links that were opened, and counts both, each apart. Answers how many openings
 * it settled. A crash in between leaves them where they were.
 */
export async function settleOpenings(db: Database, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const before = new Date(now.getTime() - waitMs);
    const openings = await takeLinkOpenings(tx, { before, messagesMax: messagesPerSet });
    const byMessage = new Map<string, LinkOpening[]>();
    for (const opening of openings) {
      const known = byMessage.get(opening.deliveryId);
      if (known === undefined) byMessage.set(opening.deliveryId, [opening]);
      else known.push(opening);
    }
    const acts = [...byMessage.values()].flatMap(actsOf);
    await recordEngagements(tx, acts, now);
    return openings.length;
  });
}

/** Opening the same link again within a minute is the same click: phones and apps love to ask twice. */
function actsOf(openings: readonly LinkOpening[]): NewEngagement[] {
  const unknown = openings.filter(({ machine }) => machine === null);
  const swept = sweptOpenings(unknown, openings[0]?.linksInMessage ?? 1);
  return openings.map(({ id, workspaceId, deliveryId, contactId, channel, linkIndex, target, at, ...row }) => {
    const botReason = row.machine ?? (swept.has(id) ? "all_at_once" : null);
    const isBot = botReason !== null;
    const key = `click:${deliveryId}:${linkIndex}:${Math.floor(at.getTime() / minuteMs)}`;
    const act = { workspaceId, contactId, deliveryId, kind: "click" as const, channel, target };
    return { ...act, isBot, botReason, dedupeKey: isBot ? `${key}:bot` : key, at };
  });
}
