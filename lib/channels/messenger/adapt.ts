import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { isSaid } from "@/lib/channels/is-said";
import { joinParts, type PartSection } from "@/lib/channels/join-parts";
import { labelMark } from "@/lib/channels/label-mark";
import { pickImages } from "@/lib/channels/pick-image";
import { type CarriedImage, readMessage, trackedAddress } from "@/lib/channels/read-message";
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
  const takes = { channelName: "Messenger", media: [], isTextOnly: true };
  const { message, findings: changes } = simplify(rendered, context, takes);
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const findings = [...changes, ...parts.findings, ...droppedFormatting(message, "Messenger", [])];
  const linked: CarriedImage[] = [];
  for (const image of parts.images) {
    const { source, alt } = image.media;
    const { blockId } = image;
    // An address takes a good part of the text: what its words say already goes without.
    if (source.type === "drawing" && isSaid(message, { blockId, alt })) findings.push(saidInWords(blockId));
    // Where a link stands does not matter, so it counts as first: nothing is moved.
    else linked.push({ ...image, first: true });
  }
  const { picked, findings: pictureFindings } = pickImages(linked, context, {
    ...{ name: "Messenger", profile: "messenger", imagesMax: Number.POSITIVE_INFINITY },
  });
  findings.push(...pictureFindings);
  const sections: PartSection[] = [];
  for (const [part, block] of message.blocks.entries()) {
    const { id: blockId, kind } = block;
    if (kind === "text") {
      const pieces = textPieces(blockId, block.paragraphs, { bullet: "• ", signs: {} }, trackedAddress(context));
      sections.push({ blockId, kind, pieces });
    } else if (kind === "buttons") {
      const own = parts.buttons.filter((button) => button.part === part);
      const lines = buttonSection(own, words, true, "Messenger");
      sections.push({ blockId, kind, pieces: lines.section });
      findings.push(...lines.findings);
    } else {
      const image = picked.find((candidate) => candidate.part === part);
      if (image === undefined) continue;
      const { alt, file } = image;
      const before = alt === "" || isSaid(message, { blockId, alt }) ? "" : `${alt}${labelMark(alt)}`;
      sections.push({ blockId, kind, pieces: [linePiece(`${before}${file.url}`, blockId)] });
      findings.push({
        severity: "warning",
        code: "image_as_link",
        blockId,
        text: "Messenger takes words or a picture, not both; the picture goes as a link.",
        remedy: "Leave it as a link, or put a channel that shows pictures first on the ladder.",
      });
    }
  }
  const own = joinParts(sections);
  const optOut = `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}`;
  return { pieces: joinSections([own, [linePiece(optOut, null, true)]]), isEmpty: own.length === 0, findings };
}

function saidInWords(blockId: string): Finding {
  return {
    ...{ severity: "note", code: "image_dropped", blockId },
    text: "Messenger takes words or a picture, not both; the words say what the picture would show.",
    remedy: null,
  };
}
