import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { readMessage, trackedAddress } from "@/lib/channels/read-message";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import { type Attachment, attach } from "./attach";

export interface MmsContent {
  attachments: Attachment[];
  pieces: TextPiece[];
  isEmpty: boolean;
  findings: Finding[];
}

/** Pictures, films and recordings above one plain text; buttons become lines of it. */
export function adapt(rendered: RenderedMessage, context: CompileContext): MmsContent {
  const { attachments, blocks, findings: changes } = attach(rendered, context);
  const words = channelWords(context.locale);
  const parts = readMessage({ blocks }, context);
  const findings = [...changes, ...parts.findings, ...droppedFormatting({ blocks }, "MMS", [])];
  const sections: TextPiece[][] = [];
  for (const [part, block] of blocks.entries()) {
    if (block.kind === "text") {
      sections.push(textPieces(block.id, block.paragraphs, { bullet: "- ", signs: {} }, trackedAddress(context)));
    } else {
      const own = parts.buttons.filter((button) => button.part === part);
      const lines = buttonSection(own, words, context.canReceiveReplies, "MMS");
      sections.push(lines.section);
      findings.push(...lines.findings);
    }
  }
  const own = joinSections(sections);
  const optOut = context.canReceiveReplies
    ? `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}`
    : `${words.noReplies}: ${context.preferencesUrl}`;
  if (attachments.length > 0 && attachments.every(({ type }) => type === "audio")) {
    findings.push({
      ...{ severity: "note", code: "words_with_recording", blockId: null, remedy: null },
      text: "MMS has no place for words beside recordings but their caption, which old phones may not show.",
    });
  }
  return {
    attachments,
    pieces: joinSections([own, [linePiece(optOut, null, true)]]),
    isEmpty: own.length === 0 && attachments.length === 0,
    findings,
  };
}
