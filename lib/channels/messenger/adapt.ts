import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { pickImages } from "@/lib/channels/pick-image";
import { readMessage, trackedAddress } from "@/lib/channels/read-message";
import { simplify } from "@/lib/channels/simplify";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";

export interface MessengerContent {
  pieces: TextPiece[];
  isEmpty: boolean;
  findings: Finding[];
}

/**
 * One plain text. Through Vonage a Messenger message is words or a picture, never both, and a bare picture would have
 * no room for the opt-out words: so a picture goes as a link, which Messenger unfolds.
 */
export function adapt(rendered: RenderedMessage, context: CompileContext): MessengerContent {
  const { message, findings: changes } = simplify(rendered, context, { channelName: "Messenger", media: [] });
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  // Where the picture stands does not matter to a link, so it counts as first: nothing is moved.
  const { picked, findings: pictureFindings } = pickImages(
    parts.images.map((image) => ({ ...image, first: true })),
    context,
    { name: "Messenger", profile: "messenger", imagesMax: Number.POSITIVE_INFINITY },
  );
  const findings = [...changes, ...parts.findings, ...pictureFindings, ...droppedFormatting(message, "Messenger", [])];
  const sections: TextPiece[][] = [];
  for (const [part, block] of message.blocks.entries()) {
    if (block.kind === "text") {
      sections.push(textPieces(block.id, block.paragraphs, { bullet: "• ", signs: {} }, trackedAddress(context)));
    } else if (block.kind === "buttons") {
      const own = parts.buttons.filter((button) => button.part === part);
      const lines = buttonSection(own, words, true, "Messenger");
      sections.push(lines.section);
      findings.push(...lines.findings);
    } else {
      const image = picked.find((candidate) => candidate.part === part);
      if (image === undefined) continue;
      const before = image.alt === "" ? "" : `${image.alt}: `;
      sections.push([linePiece(`${before}${image.file.url}`, block.id)]);
      findings.push({
        severity: "warning",
        code: "image_as_link",
        blockId: block.id,
        text: "Messenger takes words or a picture, not both; the picture goes as a link.",
        remedy: "Leave it as a link, or put a channel that shows pictures first on the ladder.",
      });
    }
  }
  const own = joinSections(sections);
  const optOut = `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}`;
  return { pieces: joinSections([own, [linePiece(optOut, null, true)]]), isEmpty: own.length === 0, findings };
}
