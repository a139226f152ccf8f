import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { type PickedImage, pickImages } from "@/lib/channels/pick-image";
import { readMessage, trackedAddress } from "@/lib/channels/read-message";
import { simplify } from "@/lib/channels/simplify";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import { imagesMax } from "./limits";

export interface MmsContent {
  images: PickedImage[];
  pieces: TextPiece[];
  isEmpty: boolean;
  findings: Finding[];
}

/** Pictures above one plain text; buttons become lines of it. */
export function adapt(rendered: RenderedMessage, context: CompileContext): MmsContent {
  const { message, findings: changes } = simplify(rendered, context, { channelName: "MMS", media: [] });
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const { picked, findings: pictureFindings } = pickImages(parts.images, context, {
    name: "MMS",
    profile: "mms",
    imagesMax,
  });
  const findings = [...changes, ...parts.findings, ...pictureFindings, ...droppedFormatting(message, "MMS", [])];
  const sections: TextPiece[][] = [];
  for (const [part, block] of message.blocks.entries()) {
    if (block.kind === "text") {
      sections.push(textPieces(block.id, block.paragraphs, { bullet: "- ", signs: {} }, trackedAddress(context)));
    } else if (block.kind === "buttons") {
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
  return {
    images: picked,
    pieces: joinSections([own, [linePiece(optOut, null, true)]]),
    isEmpty: own.length === 0 && picked.length === 0,
    findings,
  };
}
