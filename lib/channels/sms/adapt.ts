import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { readMessage, trackedAddress } from "@/lib/channels/read-message";
import { simplify } from "@/lib/channels/simplify";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";

export interface SmsContent {
  pieces: TextPiece[];
  /** Whether the message itself says anything, beside the opt-out words. */
  isEmpty: boolean;
  findings: Finding[];
}

/** Everything becomes one plain text, in the order of the document, with the opt-out words at the end. */
export function adapt(rendered: RenderedMessage, context: CompileContext): SmsContent {
  const { message, findings: changes } = simplify(rendered, context, { channelName: "A text message", media: [] });
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const findings = [...changes, ...parts.findings, ...droppedFormatting(message, "A text message", [])];
  const onlyPictures = message.blocks.every((block) => block.kind === "media");
  const sections: TextPiece[][] = [];
  for (const [part, block] of message.blocks.entries()) {
    if (block.kind === "text") {
      sections.push(textPieces(block.id, block.paragraphs, { bullet: "- ", signs: {} }, trackedAddress(context)));
    } else if (block.kind === "buttons") {
      const own = parts.buttons.filter((button) => button.part === part);
      const lines = buttonSection(own, words, context.canReceiveReplies, "SMS");
      sections.push(lines.section);
      findings.push(...lines.findings);
    } else {
      if (onlyPictures) sections.push([linePiece(block.media.alt, block.id)]);
      findings.push({
        severity: "warning",
        code: "image_dropped",
        blockId: block.id,
        text:
          onlyPictures && block.media.alt !== ""
            ? "A text message carries no picture; its description is sent instead."
            : "A text message carries no picture; this one is left out.",
        remedy: "Say in words what the picture shows, or put MMS before SMS on the ladder.",
      });
    }
  }
  const own = joinSections(sections);
  const optOut = context.canReceiveReplies
    ? `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}`
    : `${words.noReplies}: ${context.preferencesUrl}`;
  return { pieces: joinSections([own, [linePiece(optOut, null, true)]]), isEmpty: own.length === 0, findings };
}
