import { buttonSection } from "@/lib/channels/button-lines";
import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { droppedFormatting } from "@/lib/channels/dropped-formatting";
import type { CarriedButton } from "@/lib/channels/read-message";
import { shorten } from "@/lib/channels/shorten";
import type { PlainBlock } from "@/lib/channels/simplify";
import { splitHeading } from "@/lib/channels/split-heading";
import { joinSections, linePiece, type TextPiece } from "@/lib/channels/text-pieces";
import type { MediaLook } from "@/lib/message/parts";
import { arrange } from "./arrange";
import { cardSuggestionsMax, headingCharsMax, labelCharsMax, suggestionsMax } from "./limits";
import { type CardDraft, readCards } from "./read-cards";
import type { RcsVisual } from "./visual";

/** A card as it is sent. */
export interface RcsCard {
  visual: RcsVisual;
  title: string;
  pieces: TextPiece[];
  suggestions: CarriedButton[];
}

export interface RcsContent {
  /** None: a text. One: a card. Several: a carousel. */
  cards: RcsCard[];
  /** The words of a text. */
  pieces: TextPiece[];
  /** Below a text or a carousel; a single card has its own. */
  suggestions: CarriedButton[];
  /** The preference page as a button, when there is room; else it stands in the text. */
  preferencesLabel: string | null;
  look: MediaLook;
  isEmpty: boolean;
  findings: Finding[];
}

const usualLook: MediaLook = { height: "medium", orientation: "upright" };

/** A picture makes it a card with its words and up to four buttons, several a carousel; otherwise it is a text with up to eleven. */
export function adapt(rendered: RenderedMessage, context: CompileContext): RcsContent {
  const draft = readCards(rendered, context);
  const { cards, sections, findings: moved } = arrange(draft);
  const findings = [...draft.findings, ...droppedFormatting({ blocks: draft.plain }, "RCS", []), ...moved];
  const words = channelWords(context.locale);
  const [only, ...others] = cards;
  const isCard = only !== undefined && others.length === 0;
  const buttonsMax = isCard ? cardSuggestionsMax : suggestionsMax;
  const loose = isCard ? [...only.buttons, ...draft.buttons] : draft.buttons;
  const onCards = isCard ? [] : cards.map((card) => card.buttons.slice(0, cardSuggestionsMax));
  const fromCards = isCard ? [] : cards.flatMap((card) => card.buttons.slice(cardSuggestionsMax));
  const wanted = [...loose, ...fromCards];
  const shown = wanted.slice(0, buttonsMax);
  const overflow = wanted.slice(buttonsMax);
  const lines = buttonSection(overflow, words, true, "RCS");
  findings.push(...overflowFindings(fromCards, cardSuggestionsMax, "below the message"));
  findings.push(...overflowFindings(overflow, buttonsMax, "as lines of text"), ...lines.findings);
  const fitted = (buttons: readonly CarriedButton[]) =>
    buttons.map((button) => {
      if (button.label.length > labelCharsMax) findings.push(labelCut(button));
      return { ...button, label: shorten(button.label, labelCharsMax) };
    });
  const suggestions = fitted(shown);
  const preferencesLabel = shown.length < buttonsMax ? words.preferences : null;
  const optOut =
    preferencesLabel === null ? `${words.replyStop} ${words.preferences}: ${context.preferencesUrl}` : words.replyStop;
  const tail = [lines.section, [linePiece(optOut, null, preferencesLabel === null)]];
  if (cards.length > 0) findings.push(...deadLinks(draft.plain));
  return {
    cards: cards.map((card, index) => {
      const own = index === cards.length - 1 ? tail : [];
      return { ...filledCard(card, own, context), suggestions: isCard ? suggestions : fitted(onCards[index] ?? []) };
    }),
    pieces: cards.length > 0 ? [] : joinSections([...sections, ...tail]),
    suggestions,
    preferencesLabel,
    look: isCard ? (only.look ?? usualLook) : carouselLook(cards, findings),
    isEmpty: cards.length === 0 && joinSections(sections).length === 0 && wanted.length === 0,
    findings,
  };
}

/** A card has a title and words, always: Vonage's guide requires both, so the business and the description stand in. */
function filledCard(
  card: CardDraft,
  tail: readonly TextPiece[][],
  context: CompileContext,
): Omit<RcsCard, "suggestions"> {
  const { visual, blockId } = card;
  const own = joinSections(card.sections);
  const said = joinSections([own, ...tail]);
  const named = card.title === null || card.title === "" ? null : card.title;
  const split = named === null ? splitHeading(own, headingCharsMax) : { heading: named, rest: own };
  const title = split.heading ?? context.brandName;
  const pieces = split.heading === null ? said : joinSections([split.rest, ...tail]);
  if (pieces.length > 0) return { visual, title, pieces };
  const standIn = named === null && visual.alt.trim() !== "" ? visual.alt : context.brandName;
  return { visual, title, pieces: [linePiece(standIn, blockId)] };
}

/** All cards of a carousel have one height, and never the tallest (AWS: RCS carousels). */
function carouselLook(cards: readonly CardDraft[], findings: Finding[]): MediaLook {
  for (const { blockId, look } of cards) {
    if (look === null || (look.height !== "tall" && look.orientation === "upright")) continue;
    findings.push({
      ...{ severity: "note", code: "look_not_kept", blockId, remedy: null },
      text: "Side by side, RCS shows pictures upright and at most at medium height.",
    });
  }
  const isShort = cards.length > 0 && cards.every(({ look }) => look?.height === "short");
  return { height: isShort ? "short" : "medium", orientation: "upright" };
}

function overflowFindings(overflow: readonly CarriedButton[], buttonsMax: number, where: string): Finding[] {
  return [...new Set(overflow.map((button) => button.blockId))].map((blockId) => ({
    severity: "warning",
    code: "too_many_buttons",
    blockId,
    text: `RCS shows ${buttonsMax} buttons here; the others stand ${where}.`,
    remedy: "Keep the buttons that matter most.",
  }));
}

/** Phones leave web addresses inside a card as plain words. */
function deadLinks(plain: readonly PlainBlock[]): Finding[] {
  const blocks = plain.filter(
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
