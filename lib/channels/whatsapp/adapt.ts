import { type ChannelWords, channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedBlock, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { type CarriedButton, readMessage, trackedAddress } from "@/lib/channels/read-message";
import { simplify } from "@/lib/channels/simplify";
import { type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import { canBeNative, type NativeCarousel, nativeCards } from "./native-cards";
import { isChosen, notReady, pickHeader, type Visual, visualOf } from "./pick-header";

/** What both kinds of WhatsApp message start from. */
export interface WhatsAppBasis {
  words: ChannelWords;
  /** The picture or film above the words; never beside a carousel. */
  visual: Visual | null;
  carousel: NativeCarousel | null;
  /** The first code of the message; its words are in the sections, too. */
  code: Extract<RenderedBlock, { kind: "code" }> | null;
  /** One per text block, with WhatsApp's own formatting signs. */
  sections: TextPiece[][];
  buttons: CarriedButton[];
  findings: Finding[];
}

/** The formatting signs of WhatsApp; it has none for underlining. */
const signs = { bold: "*", italic: "_", strike: "~" } as const;

/** Writes the words in WhatsApp's formatting, and takes out what WhatsApp shows itself: a carousel, or one picture or film. */
export function adapt(rendered: RenderedMessage, context: CompileContext, takesCarousel: boolean): WhatsAppBasis {
  const words = channelWords(context.contentLocale);
  const { blocks } = rendered;
  const cards = takesCarousel ? (blocks.find(canBeNative) ?? null) : null;
  const carousel = cards === null ? null : nativeCards(cards, context, words.watch);
  const header = cards === null ? pickHeader(blocks, context) : null;
  const rest = blocks.filter((block) => block !== cards && block !== header?.block);
  // Words of the channel are in the language of the message, so that a template is the same for all its readers.
  const said = { ...context, locale: context.contentLocale };
  const { message, findings } = simplify({ blocks: rest }, said, { channelName: "WhatsApp", media: [] });
  const parts = readMessage(message, context);
  // Cards that could not stand side by side leave their pictures: the first one is shown.
  const first =
    carousel === null && header?.block === null ? parts.images.find(({ media }) => isChosen(media)) : undefined;
  const visual = first === undefined ? (header?.visual ?? null) : visualOf(first.media, "IMAGE", context);
  return {
    words,
    visual,
    carousel,
    code: blocks.find((block) => block.kind === "code") ?? null,
    sections: message.blocks.map((block) =>
      block.kind === "text"
        ? textPieces(block.id, block.paragraphs, { bullet: "- ", signs }, trackedAddress(context))
        : [],
    ),
    buttons: parts.buttons,
    findings: [
      ...(carousel?.findings ?? []),
      ...(header?.findings ?? []),
      ...findings,
      ...parts.findings,
      ...(first === undefined || visual !== null ? [] : [notReady(first.blockId, first.media)]),
      ...leftOut(
        parts.images.filter((image) => image !== first),
        carousel !== null,
      ),
      ...droppedFormatting(message, "WhatsApp", ["bold", "italic", "strike"]),
    ],
  };
}

/** What cannot be shown beside the one picture, film or carousel. */
function leftOut(images: ReturnType<typeof readMessage>["images"], besideCarousel: boolean): Finding[] {
  return images.map(({ blockId, media }): Finding => {
    if (!isChosen(media)) {
      const named = { image: "picture", gif: "animation", video: "film", audio: "recording" }[media.kind];
      return {
        ...{ severity: "blocker", code: "image_not_chosen", blockId, text: `No ${named} has been chosen.` },
        remedy: `Choose a ${named} or remove the block.`,
      };
    }
    return {
      ...{ severity: "warning", code: "image_dropped", blockId },
      text: besideCarousel
        ? "WhatsApp shows no picture beside a carousel; this one is left out."
        : "WhatsApp shows at most one picture in a message; this one is left out.",
      remedy: besideCarousel ? "Put it on a card." : "Move the most important picture to the top.",
    };
  });
}
