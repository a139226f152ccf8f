/** One opening of a link of one message. */
export interface Opening {
  id: string;
  linkIndex: number;
  at: Date;
}

const sweepMs = 1_000;
const differentLinksMin = 3;

/**
 * The openings of one message that no thumb made: every link of it within one second, or three different ones of many.
 * Scanners at carriers and in companies do that when a message arrives, under the name of an ordinary browser. A
 * message with a single link cannot be judged so, and the doubt is the person's.
 *
 * With links 0 and 1: {0 at 0.0 s, 1 at 0.4 s, 0 at 9 s} has two swept openings, and a person at 9 s.
 */
export function sweptOpenings(openings: readonly Opening[], linksInMessage: number): Set<string> {
  const wanted = Math.max(2, Math.min(linksInMessage, differentLinksMin));
  const sorted = [...openings].sort((one, other) => one.at.getTime() - other.at.getTime());
  const swept = new Set<string>();
  let first = 0;
  for (const [last, opening] of sorted.entries()) {
    while (opening.at.getTime() - (sorted[first]?.at.getTime() ?? 0) > sweepMs) first += 1;
    const together = sorted.slice(first, last + 1);
    if (new Set(together.map(({ linkIndex }) => linkIndex)).size < wanted) continue;
    for (const { id } of together) swept.add(id);
  }
  return swept;
}
