import { type CarouselBlock, cardsMax, copyCard } from "@/lib/message/blocks/carousel";

/** Puts a copy after a card. A full carousel stays as it is. */
export function duplicateCard(block: CarouselBlock, index: number, newId: () => string): CarouselBlock {
  const card = block.cards[index];
  if (card === undefined || block.cards.length >= cardsMax) return block;
  return { ...block, cards: block.cards.toSpliced(index + 1, 0, copyCard(card, newId)) };
}
