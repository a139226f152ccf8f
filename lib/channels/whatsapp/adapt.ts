import type { ChannelWords } from "@/lib/channels/channel-words";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { type PickedImage, pickImages } from "@/lib/channels/pick-image";
import { type MessageParts, readMessage, trackedAddress } from "@/lib/channels/read-message";
import { simplify } from "@/lib/channels/simplify";
import { type TextPiece, textPieces } from "@/lib/channels/text-pieces";

/** What both kinds of WhatsApp message start from. */
export interface WhatsAppBasis {
  words: ChannelWords;
  image: PickedImage | null;
  /** One per text block, with WhatsApp's own formatting signs. */
  sections: TextPiece[][];
  parts: MessageParts;
  findings: Finding[];
}

/** The formatting signs of WhatsApp; it has none for underlining. */
const signs = { bold: "*", italic: "_", strike: "~" } as const;

/** Writes the words in WhatsApp's formatting and takes the first picture. */
export function adapt(rendered: RenderedMessage, context: CompileContext): WhatsAppBasis {
  const { message, findings: changes } = simplify(rendered, context, { channelName: "WhatsApp", media: [] });
  const parts = readMessage(message, context);
  const { picked, findings } = pickImages(parts.images, context, {
    name: "WhatsApp",
    profile: "whatsapp",
    imagesMax: 1,
  });
  return {
    words: channelWords(context.locale),
    image: picked[0] ?? null,
    sections: message.blocks.map((block) =>
      block.kind === "text"
        ? textPieces(block.id, block.paragraphs, { bullet: "- ", signs }, trackedAddress(context))
        : [],
    ),
    parts,
    findings: [
      ...changes,
      ...parts.findings,
      ...findings,
      ...droppedFormatting(message, "WhatsApp", ["bold", "italic", "strike"]),
    ],
  };
}
