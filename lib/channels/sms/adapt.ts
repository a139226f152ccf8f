import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { isSaid } from "@/lib/channels/is-said";
import { joinParts, type PartSection } from "@/lib/channels/join-parts";
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
  const takes = { channelName: "A text message", media: [], isTextOnly: true };
  const { message, findings: changes } = simplify(rendered, context, takes);
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const findings = [...changes, ...parts.findings, ...droppedFormatting(message, "A text message", [])];
  const onlyPictures = message.blocks.every((block) => block.kind === "media");
  const sections: PartSection[] = [];
  for (const [part, block] of message.blocks.entries()) {
    const { id: blockId, kind } = block;
    if (kind === "text") {
      const pieces = textPieces(blockId, block.paragraphs, { bullet: "- ", signs: {} }, trackedAddress(context));
      sections.push({ blockId, kind, pieces });
    } else if (kind === "buttons") {
      const own = parts.buttons.filter((button) => button.part === part);
      const lines = buttonSection(own, words, context.canReceiveReplies, "SMS");
      sections.push({ blockId, kind, pieces: lines.section });
      findings.push(...lines.findings);
    } else {
      const { alt } = block.media;
      if (onlyPictures) sections.push({ blockId, kind, pieces: [linePiece(alt, blockId)] });
      findings.push(lostPicture(blockId, isSaid(message, { blockId, alt }), onlyPictures && alt !== ""));
    }
  }
  const own = joinParts(sections);
  const optOut = context.canReceiveReplies
    ? `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}`
    : `${words.noReplies}: ${context.preferencesUrl}`;
  return { pieces: joinSections([own, [linePiece(optOut, null, true)]]), isEmpty: own.length === 0, findings };
}

function lostPicture(blockId: string, saidBeside: boolean, isDescribed: boolean): Finding {
  const code = "image_dropped";
  if (saidBeside) {
    const text = "A text message carries no picture; the words beside it say the same.";
    return { severity: "note", code, blockId, text, remedy: null };
  }
  return {
    ...{ severity: "warning", code, blockId },
    text: isDescribed
      ? "A text message carries no picture; its description is sent instead."
      : "A text message carries no picture; this one is left out.",
    remedy: "Say in words what the picture shows, or put MMS before SMS on the ladder.",
  };
}
