import type { Finding, RenderedBlock, RenderedInline, RenderedMessage } from "@/lib/channels/contract";

/**
 * Leaves what a notification has room for: of cards side by side the picture and buttons of the first and the titles
 * of all. Lines between blocks are dropped without a word: nobody misses them in three lines of text.
 */
export function onlyFirstCards({ blocks }: RenderedMessage): { message: RenderedMessage; findings: Finding[] } {
  const findings: Finding[] = [];
  const kept = blocks.flatMap((block): RenderedBlock[] => {
    if (block.kind === "divider") return [];
    if (block.kind !== "carousel") return [block];
    const [first] = block.cards;
    if (first === undefined) return [];
    findings.push({
      ...{ severity: "warning", code: "carousel_shortened", blockId: block.id },
      text: "A notification shows the picture and the buttons of the first card, and the titles of all.",
      remedy: "Put the card that matters most first, or say it in other words here.",
    });
    return firstCard(block.id, block.cards, first);
  });
  return { message: { blocks: kept }, findings };
}

type Card = Extract<RenderedBlock, { kind: "carousel" }>["cards"][number];

function firstCard(id: string, cards: readonly Card[], first: Card): RenderedBlock[] {
  const titles = cards.map(({ title }) => title).filter((title) => title.some(({ text }) => text.trim() !== ""));
  const children = titles.flatMap((title, index): RenderedInline[] => [
    ...(index > 0 ? [{ type: "text" as const, text: " · ", marks: [], variable: false }] : []),
    ...title.map(({ text, variable }) => ({ type: "text" as const, text, marks: [], variable })),
  ]);
  return [
    { id, kind: "media", media: first.media },
    ...(children.length === 0
      ? []
      : [{ id, kind: "text" as const, paragraphs: [{ style: "plain" as const, children }] }]),
    ...(first.buttons.length === 0
      ? []
      : [{ id, kind: "buttons" as const, look: "buttons" as const, buttons: first.buttons }]),
  ];
}
