import { channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedBlock, RenderedButton, RenderedMessage } from "@/lib/channels/contract";
import { type CarriedButton, readMessage, trackedAddress } from "@/lib/channels/read-message";
import { type PlainBlock, simplify, type Takes } from "@/lib/channels/simplify";
import { joinSections, piecesText, type TextPiece, textPieces } from "@/lib/channels/text-pieces";
import type { DrawnProfile } from "@/lib/drawing/frames";
import type { MediaLook } from "@/lib/message/parts";
import { cardsMax, titleCharsMax } from "./limits";
import { isChosen, type RcsVisual, visualOf } from "./visual";

/** Something with a picture: a picture, animation or film of its own, or a card of a carousel. */
export interface CardDraft {
  kind: "card";
  blockId: string;
  visual: RcsVisual;
  look: MediaLook | null;
  /** What the card is called; null when its first words are. */
  title: string | null;
  sections: TextPiece[][];
  buttons: CarriedButton[];
  isOfCarousel: boolean;
}

/** Words that belong to no picture. */
interface WordsDraft {
  kind: "words";
  sections: TextPiece[][];
}

export interface RcsDraft {
  /** In the order of the message. */
  items: (CardDraft | WordsDraft)[];
  /** Buttons that belong to no card. */
  buttons: CarriedButton[];
  /** Words, pictures and buttons as they were read: what formatting was lost is told from them. */
  plain: PlainBlock[];
  findings: Finding[];
}

const takes: Takes = { channelName: "RCS", media: ["gif", "video"] };

type CarouselBlock = Extract<RenderedBlock, { kind: "carousel" }>;

/** Sorts a message by its pictures: what stands below a picture belongs to it when there are several. */
export function readCards(rendered: RenderedMessage, context: CompileContext): RcsDraft {
  const draft: RcsDraft = { items: [], buttons: [], plain: [], findings: [] };
  const isCarousel = visualCount(rendered) > 1;
  for (const [index, block] of rendered.blocks.entries()) {
    if (block.kind === "carousel" && block.cards.length > 0) {
      addCards(block, draft, context, isCarousel);
      continue;
    }
    const { message, findings } = simplify({ blocks: [block] }, context, takes);
    const parts = readMessage(message, context);
    draft.findings.push(...findings, ...parts.findings);
    draft.plain.push(...message.blocks);
    for (const [part, plain] of message.blocks.entries()) {
      if (plain.kind === "media") addMedia(plain, draft, context, { isCarousel, isFirst: index === 0 });
      else if (plain.kind === "text") addWords(wordsOf(plain, context), draft);
      else {
        const own = parts.buttons.filter((button) => button.part === part);
        // Quick answers go away with the next message; what stands on a card stays.
        const card = isCarousel && plain.look === "buttons" ? currentCard(draft) : null;
        (card ?? draft).buttons.push(...own);
      }
    }
  }
  return draft;
}

function visualCount({ blocks }: RenderedMessage): number {
  return blocks.reduce((sum, block) => {
    if (block.kind === "carousel") return sum + block.cards.length;
    return block.kind === "media" && block.media.kind !== "audio" && isChosen(block.media) ? sum + 1 : sum;
  }, 0);
}

function cardCount({ items }: RcsDraft): number {
  return items.reduce((sum, { kind }) => (kind === "card" ? sum + 1 : sum), 0);
}

/** The picture that words and buttons stand below; null after a carousel, whose cards have words of their own. */
function currentCard({ items }: RcsDraft): CardDraft | null {
  const last = items.at(-1);
  return last?.kind === "card" && !last.isOfCarousel ? last : null;
}

function addWords(section: TextPiece[], draft: RcsDraft): void {
  const last = draft.items.at(-1);
  if (last === undefined || (last.kind === "card" && last.isOfCarousel)) {
    draft.items.push({ kind: "words", sections: [section] });
  } else last.sections.push(section);
}

function addMedia(
  { id: blockId, media }: Extract<PlainBlock, { kind: "media" }>,
  draft: RcsDraft,
  context: CompileContext,
  at: { isCarousel: boolean; isFirst: boolean },
): void {
  if (isChosen(media) && cardCount(draft) >= cardsMax) {
    draft.findings.push({
      ...{ severity: "warning", code: "image_dropped", blockId },
      text: `RCS shows at most ${cardsMax} pictures in a message; this one is left out.`,
      remedy: "Move the most important picture to the top.",
    });
    return;
  }
  const look = media.look ?? null;
  const isTall = look?.height === "tall" || look?.orientation === "sideways";
  const stillProfile: DrawnProfile = at.isCarousel || isTall ? "rcs-carousel" : "rcs-card";
  const { visual, isStillOfFilm, findings } = visualOf(media, { blockId, stillProfile }, context);
  draft.findings.push(...findings);
  if (visual === null) return;
  if (at.isCarousel) {
    draft.findings.push({
      ...{ severity: "note", code: "pictures_side_by_side", blockId, remedy: null },
      text: "RCS shows the pictures of this message side by side, each with the words below it.",
    });
  } else if (!at.isFirst) {
    const text = "RCS shows the picture above the words.";
    draft.findings.push({ severity: "note", code: "image_moved", blockId, text, remedy: null });
  }
  const buttons = isStillOfFilm ? carried(blockId, playButton(media.playKey, context), draft, context) : [];
  draft.items.push({
    ...{ kind: "card", blockId, visual, look, title: null, sections: [], buttons, isOfCarousel: false },
  });
}

function addCards(block: CarouselBlock, draft: RcsDraft, context: CompileContext, isCarousel: boolean): void {
  const blockId = block.id;
  const room = Math.max(0, cardsMax - cardCount(draft));
  if (block.cards.length > room) {
    draft.findings.push({
      ...{ severity: "warning", code: "cards_dropped", blockId },
      text: `RCS shows at most ${cardsMax} cards in a message; ${block.cards.length - room} of these are left out.`,
      remedy: "Put fewer cards or pictures into the message.",
    });
  }
  for (const card of block.cards.slice(0, room)) {
    const stillProfile: DrawnProfile = isCarousel ? "rcs-carousel" : "rcs-card";
    const { visual, isStillOfFilm, findings } = visualOf(card.media, { blockId, stillProfile }, context);
    const named = card.title.map((piece) => ({ ...piece, blockId }));
    const title = piecesText(named).trim();
    const text = card.text.map((piece) => ({ ...piece, blockId }));
    draft.findings.push(...findings);
    draft.items.push({
      ...{ kind: "card", blockId, look: null, isOfCarousel: true },
      visual: visual ?? { url: "", alt: card.media.alt, thumbnailUrl: null, mustRefresh: false },
      // A title with long personal values is a text.
      title: title.length > titleCharsMax || /\n/.test(title) ? null : title,
      sections: title.length > titleCharsMax || /\n/.test(title) ? [named, text] : [text],
      buttons: carried(
        blockId,
        [...(isStillOfFilm ? playButton(card.media.playKey, context) : []), ...card.buttons],
        draft,
        context,
      ),
    });
  }
}

function playButton(playKey: string | null, context: CompileContext): RenderedButton[] {
  if (playKey === null) return [];
  const label = channelWords(context.locale).watch;
  return [{ id: playKey, label, labelVariable: false, action: { type: "play" } }];
}

function carried(id: string, buttons: RenderedButton[], draft: RcsDraft, context: CompileContext): CarriedButton[] {
  if (buttons.length === 0) return [];
  const parts = readMessage({ blocks: [{ id, kind: "buttons", look: "buttons", buttons }] }, context);
  draft.findings.push(...parts.findings);
  return parts.buttons;
}

function wordsOf(block: Extract<PlainBlock, { kind: "text" }>, context: CompileContext): TextPiece[] {
  return textPieces(block.id, block.paragraphs, { bullet: "• ", signs: {} }, trackedAddress(context));
}

/** Whether anything is said. */
export function hasWords(sections: readonly (readonly TextPiece[])[]): boolean {
  return joinSections(sections).length > 0;
}
