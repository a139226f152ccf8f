import type { CompileContext, Finding, RenderedBlock } from "@/lib/channels/contract";
import { type CarriedButton, readMessage } from "@/lib/channels/read-message";
import { shorten } from "@/lib/channels/shorten";
import { linePiece, type TextPiece } from "@/lib/channels/text-pieces";
import { cardCharsMax, cardLineBreaksMax, cardsMax, cardsMin } from "./limits";
import { isChosen, notReady, type Visual, visualOf } from "./pick-header";
import { filledPieces, oneLine } from "./placeholders";

export type CarouselBlock = Extract<RenderedBlock, { kind: "carousel" }>;
type RenderedCard = CarouselBlock["cards"][number];

/** A card as WhatsApp takes it; its buttons are still all there. */
interface NativeCard {
  visual: Visual;
  pieces: TextPiece[];
  /** Names the card where a button of it stands elsewhere; empty when that would be personal. */
  name: string;
  buttons: CarriedButton[];
}

export interface NativeCarousel {
  blockId: string;
  cards: NativeCard[];
  /** Ways to films that the cards show as stills. */
  films: CarriedButton[];
  findings: Finding[];
}

/** Whether WhatsApp can show these cards side by side: two to ten, each with something to see. */
export function canBeNative(block: RenderedBlock): block is CarouselBlock {
  if (block.kind !== "carousel") return false;
  const { length } = block.cards;
  return length >= cardsMin && length <= cardsMax && block.cards.every(({ media }) => isChosen(media));
}

/** Cards side by side. All have a picture or all a film, and all have words: WhatsApp refuses mixtures. */
export function nativeCards(block: CarouselBlock, context: CompileContext, watch: string): NativeCarousel {
  const findings: Finding[] = [];
  const films: CarriedButton[] = [];
  const blockId = block.id;
  const moving = block.cards.filter(({ media }) => media.kind !== "image").length;
  const format = moving === block.cards.length ? "VIDEO" : "IMAGE";
  if (moving > 0 && format === "IMAGE") {
    findings.push({
      ...{ severity: "warning", code: "cards_one_shape", blockId },
      text: "WhatsApp takes films on all cards or on none, so the films are shown as stills.",
      remedy: "Put a film on every card, or pictures only.",
    });
  }
  const cards = block.cards.map((card): NativeCard => {
    const name = card.title.some(({ variable }) => variable) ? "" : joined(card.title);
    const visual = visualOf(card.media, format, context);
    if (visual === null) findings.push(notReady(blockId, card.media));
    if (format === "IMAGE" && card.media.kind !== "image" && card.media.playKey !== null) {
      const play = { id: card.media.playKey, label: watch, labelVariable: false, action: { type: "play" as const } };
      films.push(...carried(blockId, [play], context, findings).map((button) => named(button, name)));
    }
    return {
      visual: visual ?? { format, url: "" },
      pieces: cardPieces(blockId, card, context.brandName, findings),
      name,
      buttons: card.buttons.length === 0 ? [] : carried(blockId, card.buttons, context, findings),
    };
  });
  return { blockId, cards, films, findings };
}

/** A button that stands apart from its card, with the name of the card before its label. */
export function named(button: CarriedButton, name: string): CarriedButton {
  return name === "" ? button : { ...button, label: `${name}: ${button.label}` };
}

function carried(
  id: string,
  buttons: RenderedCard["buttons"],
  context: CompileContext,
  findings: Finding[],
): CarriedButton[] {
  const parts = readMessage({ blocks: [{ id, kind: "buttons", look: "buttons", buttons }] }, context);
  findings.push(...parts.findings);
  return parts.buttons;
}

function joined(words: RenderedCard["title"]): string {
  return words
    .map(({ text }) => text)
    .join("")
    .trim();
}

/** The words of a card: its title in bold, its text below. */
function cardPieces(blockId: string, card: RenderedCard, brandName: string, findings: Finding[]): TextPiece[] {
  const pieces = [...titlePieces(blockId, card.title), ...card.text.map((piece) => ({ ...piece, blockId }))];
  const title = pieces.slice(0, pieces.length - card.text.length);
  if (hasWords(card.title) && hasWords(card.text)) pieces.splice(title.length, 0, linePiece("\n", blockId));
  if (!hasWords(pieces)) {
    findings.push({
      ...{ severity: "warning", code: "cards_one_shape", blockId },
      text: `WhatsApp takes words on all cards or on none, so "${brandName}" stands on the card without.`,
      remedy: "Give every card a title.",
    });
    return [linePiece(brandName, blockId)];
  }
  return fitted(fewLines(filledPieces(pieces), findings), findings);
}

/** Whether something is said, whoever reads it. */
function hasWords(words: readonly { text: string; variable: boolean }[]): boolean {
  return words.some(({ text, variable }) => variable || text.trim() !== "");
}

function titlePieces(blockId: string, title: RenderedCard["title"]): TextPiece[] {
  const [only, second] = title;
  const words = only?.text.trim() ?? "";
  if (only === undefined || second !== undefined || only.variable || words === "" || /[*\n]/.test(words)) {
    return title.map((piece) => ({ ...piece, blockId }));
  }
  return [linePiece(`*${words}*`, blockId)];
}

function fewLines(pieces: TextPiece[], findings: Finding[]): TextPiece[] {
  let breaks = 0;
  let isChanged = false;
  const lines = pieces.map((piece) => {
    if (piece.variable) return { ...piece, text: oneLine(piece.text) };
    const text = piece.text.replace(/\r?\n/g, () => {
      breaks += 1;
      return breaks > cardLineBreaksMax ? " " : "\n";
    });
    return { ...piece, text };
  });
  isChanged = breaks > cardLineBreaksMax;
  if (isChanged) {
    findings.push({
      ...{ severity: "note", code: "card_fewer_lines", blockId: pieces[0]?.blockId ?? null, remedy: null },
      text: `WhatsApp takes at most ${cardLineBreaksMax + 1} lines on a card, so the rest stand in one line.`,
    });
  }
  return lines;
}

/** Fixed words must fit, or the card is refused; personal values are cut to what remains. */
function fitted(pieces: TextPiece[], findings: Finding[]): TextPiece[] {
  const blockId = pieces[0]?.blockId ?? null;
  const fixed = pieces.reduce((sum, { text, variable }) => sum + (variable ? placeholderChars : text.length), 0);
  if (fixed > cardCharsMax) {
    findings.push({
      ...{ severity: "blocker", code: "card_too_long", blockId },
      text: `A card on WhatsApp takes at most ${cardCharsMax} characters; one has ${fixed}.`,
      remedy: `Shorten it by ${fixed - cardCharsMax} characters, or write other words for WhatsApp.`,
    });
    return pieces;
  }
  let excess = pieces.reduce((sum, { text }) => sum + text.length, 0) - cardCharsMax;
  if (excess <= 0) return pieces;
  findings.push({
    ...{ severity: "warning", code: "card_value_cut", blockId },
    text: `A card on WhatsApp takes at most ${cardCharsMax} characters, so a personal value is cut for this person.`,
    remedy: "Shorten the words around it.",
  });
  const cut = [...pieces].reverse().map((piece) => {
    if (!piece.variable || excess <= 0) return piece;
    const text = shorten(piece.text, Math.max(1, piece.text.length - excess));
    excess -= piece.text.length - text.length;
    return { ...piece, text };
  });
  return cut.reverse();
}

/** As long as a placeholder such as {{1}}. */
const placeholderChars = 5;
