import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { buttonLinks, buttonProblems, emptyButton, prepareButtons } from "@/lib/message/button-parts";
import { mediaLinkKey } from "@/lib/message/link-keys";
import { isPlayed, mediaProblems, prepareMedia } from "@/lib/message/media-block";
import { blockIdSchema, buttonSchema, liquid } from "@/lib/message/parts";
import { renderPieces } from "@/lib/message/prepare-text";
import { blocker } from "@/lib/message/problem";

export const cardsMin = 2;
export const cardsMax = 10;
export const cardButtonsMax = 4;

const cardSchema = z.object({
  id: blockIdSchema,
  /** The uploaded file; null while none has been chosen. */
  mediaId: z.uuid().nullable(),
  mediaKind: z.enum(["image", "gif", "video"]),
  /** Liquid. */
  alt: liquid(500),
  /** Liquid. */
  title: liquid(200),
  /** Liquid. */
  text: liquid(2000),
  buttons: z.array(buttonSchema).max(cardButtonsMax),
});
export type CarouselCard = z.infer<typeof cardSchema>;

export const carouselBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("carousel"),
  cards: z.array(cardSchema).max(cardsMax),
});
export type CarouselBlock = z.infer<typeof carouselBlockSchema>;

/** An empty card. */
export function emptyCard(newId: () => string): CarouselCard {
  return {
    ...{ id: newId(), mediaId: null, mediaKind: "image", alt: "", title: "", text: "" },
    buttons: [emptyButton(newId)],
  };
}

/** A copy of a card, counted apart. */
export function copyCard(card: CarouselCard, newId: () => string): CarouselCard {
  return { ...card, id: newId(), buttons: card.buttons.map((button) => ({ ...button, id: newId() })) };
}

/** Two to ten cards side by side. */
export const carouselBlock: BlockDefinition<CarouselBlock> = {
  kind: "carousel",
  empty: (newId) => ({ id: newId(), kind: "carousel", cards: [emptyCard(newId), emptyCard(newId)] }),
  copy: (block, newId) => ({
    ...block,
    id: newId(),
    cards: block.cards.map((card) => copyCard(card, newId)),
  }),
  problems: (block) => [
    ...(block.cards.length < cardsMin
      ? [
          blocker(
            "too_few_cards",
            block.id,
            `A carousel has ${cardsMin} to ${cardsMax} cards.`,
            "Add a card, or use a picture with buttons instead.",
          ),
        ]
      : []),
    ...block.cards.flatMap((card) => [
      ...(card.title.trim() === "" && card.text.trim() === ""
        ? [blocker("card_without_words", block.id, "A card says nothing.", "Give the card a title or a text.")]
        : []),
      ...mediaProblems(card, card.mediaKind, block.id),
      ...buttonProblems(block.id, card.buttons),
    ]),
  ],
  mediaIds: (block) => block.cards.flatMap(({ mediaId }) => (mediaId === null ? [] : [mediaId])),
  links: (block) =>
    block.cards.flatMap((card) => [
      ...(isPlayed(card.mediaKind) ? [{ key: mediaLinkKey(card.id), label: card.alt }] : []),
      ...buttonLinks(card.buttons),
    ]),
  prepare: (block, parse) => {
    const cards = block.cards.map((card) => ({
      id: card.id,
      media: prepareMedia(card, card.mediaKind, parse),
      title: parse("title of a card", card.title),
      text: parse("text of a card", card.text),
      buttons: prepareButtons(card.buttons, parse),
    }));
    return (reader) => [
      {
        id: block.id,
        kind: "carousel",
        cards: cards.map(({ id, media, title, text, buttons }) => ({
          id,
          media: media(reader),
          title: renderPieces(title, reader.scope, reader.gaps),
          text: renderPieces(text, reader.scope, reader.gaps),
          buttons: buttons(reader),
        })),
      },
    ];
  },
};
