import { type CarouselBlock, cardsMax, emptyCard } from "@/lib/message/blocks/carousel";

/** Puts an empty card at the end. A full carousel stays as it is. */
export function addCard(block: CarouselBlock, newId: () => string): CarouselBlock {
  if (block.cards.length >= cardsMax) return block;
  return { ...block, cards: [...block.cards, emptyCard(newId)] };
}
