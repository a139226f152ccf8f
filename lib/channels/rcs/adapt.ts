import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import { type PickedImage, pickImages } from "@/lib/channels/pick-image";
import { type CarriedButton, readMessage, trackedAddress } from "@/lib/channels/read-message";
import { shorten } from "@/lib/channels/shorten";
import { type PlainMessage, simplify } from "@/lib/channels/simplify";
import { splitHeading } from "@/lib/channels/split-heading";
import { joinSections, linePiece, type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import { cardSuggestionsMax, headingCharsMax, labelCharsMax, suggestionsMax } from "./limits";

export interface RcsContent {
  /** Present: a card. Absent: a text. */
  card: { image: PickedImage; title: string } | null;
  pieces: TextPiece[];
  suggestions: CarriedButton[];
  /** The preference page as a button, when there is room; else it stands in the text. */
  preferencesLabel: string | null;
  isEmpty: boolean;
  findings: Finding[];
}

/** A picture makes it a card with its words and up to four buttons; otherwise it is a text with up to eleven. */
export function adapt(rendered: RenderedMessage, context: CompileContext): RcsContent {
  const { message, findings: changes } = simplify(rendered, context, { channelName: "RCS", media: [] });
  const words = channelWords(context.locale);
  const parts = readMessage(message, context);
  const { picked, findings: pictureFindings } = pickImages(parts.images, context, {
    name: "RCS",
    profile: "rcs-card",
    imagesMax: 1,
  });
  const [image] = picked;
  const findings = [...changes, ...parts.findings, ...pictureFindings, ...droppedFormatting(message, "RCS", [])];
  const buttonsMax = image ? cardSuggestionsMax : suggestionsMax;
  const shown = parts.buttons.slice(0, buttonsMax);
  const overflow = parts.buttons.slice(buttonsMax);
  const sections: TextPiece[][] = message.blocks.map((block) =>
    block.kind === "text"
      ? textPieces(block.id, block.paragraphs, { bullet: "• ", signs: {} }, trackedAddress(context))
      : [],
  );
  const lines = buttonSection(overflow, words, true, "RCS");
  findings.push(...overflowFindings(overflow, buttonsMax));
  const suggestions = shown.map((button) => {
    if (button.label.length > labelCharsMax) findings.push(labelCut(button));
    return { ...button, label: shorten(button.label, labelCharsMax) };
  });
  const preferencesLabel = shown.length < buttonsMax ? words.preferences : null;
  const optOut =
    preferencesLabel === null ? `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}` : words.replyStop;
  const own = joinSections([...sections, lines.section]);
  const isEmpty = own.length === 0 && image === undefined && shown.length === 0;
  if (image === undefined) {
    return {
      card: null,
      pieces: joinSections([own, [linePiece(optOut, null, preferencesLabel === null)]]),
      suggestions,
      preferencesLabel,
      isEmpty,
      findings,
    };
  }
  findings.push(...deadLinks(message));
  const { heading, rest } = splitHeading(own, headingCharsMax);
  return {
    card: { image, title: heading ?? context.brandName },
    pieces: joinSections([rest, [linePiece(optOut, null, preferencesLabel === null)]]),
    suggestions,
    preferencesLabel,
    isEmpty,
    findings,
  };
}

function overflowFindings(overflow: readonly CarriedButton[], buttonsMax: number): Finding[] {
  return [...new Set(overflow.map((button) => button.blockId))].map((blockId) => ({
    severity: "warning",
    code: "too_many_buttons",
    blockId,
    text: `RCS shows ${buttonsMax} buttons here; the others become lines of text.`,
    remedy: "Keep the buttons that matter most.",
  }));
}

/** Phones leave web addresses inside a card as plain words. */
function deadLinks(message: PlainMessage): Finding[] {
  const blocks = message.blocks.filter(
    (block) =>
      block.kind === "text" &&
      block.paragraphs.some(({ children }) => children.some((inline) => inline.type === "link")),
  );
  return blocks.map(({ id }) => ({
    severity: "warning",
    code: "link_not_tappable",
    blockId: id,
    text: "On an RCS card the link is shown but cannot be tapped.",
    remedy: "Make it a button.",
  }));
}

function labelCut(button: CarriedButton): Finding {
  return {
    severity: "warning",
    code: "label_cut",
    blockId: button.blockId,
    text: `The button "${button.label}" is cut to ${labelCharsMax} characters.`,
    remedy: "Shorten the label.",
    fix: { type: "shorten_labels", charsMax: labelCharsMax },
  };
}
