import type { Finding, RenderedBlock, RenderedMedia, RenderedMessage } from "@/lib/channels/contract";
import { type Drawing, drawingSchema } from "@/lib/drawing/schema";
import { undrawable } from "@/lib/drawing/undrawable";
import { warning } from "@/lib/message/problem";

/** So many letters are named; of a text in another script one need not read them all. */
const namedMax = 6;

/** One warning for each block with words that are drawn into a picture and have letters no picture can show. */
export function lostLetters(message: RenderedMessage): Finding[] {
  return message.blocks.flatMap((block) => mediaOf(block).flatMap((media) => lostFrom(block.id, media)));
}

function mediaOf(block: RenderedBlock): RenderedMedia[] {
  if (block.kind === "media") return [block.media];
  return block.kind === "carousel" ? block.cards.map(({ media }) => media) : [];
}

function lostFrom(blockId: string, { source }: RenderedMedia): Finding[] {
  if (source.type !== "drawing") return [];
  // As it is drawn: what is cut off or tidied away is not lost to a font. What cannot be drawn at all is said elsewhere.
  const drawing = drawingSchema.safeParse(source.drawing).data;
  const drawn = drawing === undefined ? null : drawnWords(drawing);
  const letters = drawn === null ? [] : undrawable(drawn.words);
  if (drawn === null || letters.length === 0) return [];
  const them = letters.length === 1 ? "it" : "them";
  const text = `${drawn.what} cannot show ${listed(letters)} and would leave ${them} out.`;
  return [
    warning("letters_lost", blockId, text, `Write the words without ${them}, or in a text, which shows every letter.`),
  ];
}

/** The words a drawing always shows as letters; null when it shows none. A QR code holds any text. */
function drawnWords(drawing: Drawing): { what: string; words: string } | null {
  switch (drawing.kind) {
    case "countdown":
      return { what: "The countdown", words: drawing.label };
    case "qr":
      return { what: "The caption of the QR code", words: drawing.caption };
    case "map":
      return { what: "The map", words: drawing.label };
    case "caption":
      return { what: "The picture", words: drawing.text };
    case "photo":
      // Beside a picture of its own the name is not drawn.
      return drawing.url === null ? { what: "The picture made of the product's name", words: drawing.label } : null;
  }
}

/** Example: `田, 中 and 🎉`. */
function listed(letters: readonly string[]): string {
  const named = letters.slice(0, namedMax);
  const more = letters.length - named.length;
  if (more > 0) named.push(`${more} more`);
  return [named.slice(0, -1).join(", "), ...named.slice(-1)].filter(Boolean).join(" and ");
}
