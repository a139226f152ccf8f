import type { Finding } from "@/lib/channels/contract";
import type { TextPiece } from "@/lib/channels/text-pieces";
import { cardsMax } from "./limits";
import { type CardDraft, hasWords, type RcsDraft } from "./read-cards";

/**
 * Gives the words that belong to no picture their place: in the one card there is, in the picture they introduce, or on
 * a card of their own beside a carousel. Without any card they stay sections of a text.
 */
export function arrange({ items }: RcsDraft): {
  cards: CardDraft[];
  sections: TextPiece[][];
  findings: Finding[];
} {
  const cards = items.filter((item) => item.kind === "card");
  const [only, ...others] = cards;
  if (only === undefined) return { cards: [], sections: items.flatMap(({ sections }) => sections), findings: [] };
  if (others.length === 0) {
    // A card that has a title of its own keeps it; the words around it follow in their order.
    const sections = items.flatMap((item) => item.sections);
    return { cards: [{ ...only, sections }], sections: [], findings: [] };
  }
  const findings: Finding[] = [];
  const out: CardDraft[] = [];
  let room = cardsMax - cards.length;
  let waiting: TextPiece[][] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind === "card") {
      out.push({ ...item, sections: [...waiting, ...item.sections] });
      waiting = [];
      continue;
    }
    if (!hasWords(item.sections)) continue;
    const next = items[index + 1];
    const before = out.at(-1);
    const neighbour = next?.kind === "card" ? next : before;
    if (next?.kind === "card" && !next.isOfCarousel) {
      waiting = item.sections;
    } else if (room > 0 && neighbour !== undefined) {
      room -= 1;
      out.push({ ...neighbour, title: null, sections: item.sections, buttons: [], look: null });
      findings.push(...told(item.sections, "stand on a card of their own beside the carousel."));
    } else if (before !== undefined) {
      before.sections.push(...item.sections);
      findings.push(...told(item.sections, "stand on the card before them."));
    } else {
      waiting = item.sections;
      findings.push(...told(item.sections, "stand on the card after them."));
    }
  }
  return { cards: out, sections: [], findings };
}

function told(sections: readonly TextPiece[][], where: string): Finding[] {
  const blockIds = new Set(sections.flat().flatMap(({ blockId }) => blockId ?? []));
  return [...blockIds].map((blockId) => ({
    ...{ severity: "note", code: "words_on_card", blockId, remedy: null },
    text: `RCS carousels hold nothing but cards, so these words ${where}`,
  }));
}
