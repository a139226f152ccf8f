import type { RenderedMessage, RenderedParagraph } from "@/lib/channels/contract";
import { piecesText, textPieces } from "@/lib/channels/text-pieces";

/** Paragraphs as plain text: bullets and numbers in front, a link as its words and its address. */
export function plainText(paragraphs: readonly RenderedParagraph[], bullet = "• "): string {
  return piecesText(textPieces("", paragraphs, { bullet, signs: {} }, (url) => url));
}

/** The words of a whole message, for search, subject lines and screen readers. */
export function messageText(message: RenderedMessage): string {
  return message.blocks
    .map((block) => {
      if (block.kind === "text") return plainText(block.paragraphs);
      return block.kind === "image" ? block.alt : block.buttons.map((button) => button.label).join(" · ");
    })
    .filter((text) => text.trim() !== "")
    .join("\n\n");
}
