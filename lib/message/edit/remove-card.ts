import { type CarouselBlock, cardsMin } from "@/lib/message/blocks/carousel";

/** Takes a card out. The last ones a carousel needs stay. */
export function removeCard(block: CarouselBlock, index: number): CarouselBlock {
  if (block.cards[index] === undefined || block.cards.length <= cardsMin) return block;
  return { ...block, cards: block.cards.toSpliced(index, 1) };
}
