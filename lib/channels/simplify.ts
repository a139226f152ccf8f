import { type ChannelWords, channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedBlock, RenderedInline, RenderedMessage } from "@/lib/channels/contract";
import { labelMark } from "@/lib/channels/label-mark";
import type { MediaKind } from "@/lib/media/profiles";

/** The parts every channel takes, each in its way. */
export type PlainBlock = Extract<RenderedBlock, { kind: "text" | "media" | "buttons" }>;

export interface PlainMessage {
  blocks: PlainBlock[];
}

/** What a channel takes as it is, beside words, pictures and buttons. */
export interface Takes {
  channelName: string;
  media: readonly MediaKind[];
  /** Whether all of it becomes one text, without pictures beside it: cards are numbered, films only linked to. */
  isTextOnly?: boolean;
}

/**
 * Brings a message down to words, pictures and buttons: what a channel cannot take as it is becomes what it can, and a
 * finding says so. Nothing is dropped here.
 */
export function simplify(
  message: RenderedMessage,
  context: CompileContext,
  takes: Takes,
): { message: PlainMessage; findings: Finding[] } {
  const words = channelWords(context.locale);
  const findings: Finding[] = [];
  const blocks: PlainBlock[] = [];
  for (const block of message.blocks) {
    if (block.kind === "text" || block.kind === "buttons") blocks.push(block);
    else blocks.push(...simplified(block, words, takes, findings));
  }
  return { message: { blocks }, findings };
}

type RichBlock = Exclude<RenderedBlock, { kind: "text" | "buttons" }>;

function simplified(block: RichBlock, words: ChannelWords, takes: Takes, findings: Finding[]): PlainBlock[] {
  switch (block.kind) {
    case "media":
      return simplifiedMedia(block, words, takes, findings);
    case "divider":
      return [textBlock(block.id, [plain("- - -")])];
    case "code": {
      const before = block.label === "" ? [] : [plain(block.label, block.labelVariable), plain(labelMark(block.label))];
      return [textBlock(block.id, [...before, plain(block.code, block.codeVariable)])];
    }
    case "carousel": {
      findings.push({
        severity: "warning",
        code: "carousel_flattened",
        blockId: block.id,
        text: takes.isTextOnly
          ? `${takes.channelName} lists the cards as numbered lines.`
          : `${takes.channelName} shows the cards below each other instead of side by side.`,
        remedy: "Say it in other words here, or put a channel that shows carousels first on the ladder.",
      });
      return block.cards.flatMap((card, index) =>
        simplifiedCard(block.id, { card, number: index + 1 }, words, takes, findings),
      );
    }
  }
}

type Card = Extract<RenderedBlock, { kind: "carousel" }>["cards"][number];

function simplifiedCard(
  id: string,
  { card, number }: { card: Card; number: number },
  words: ChannelWords,
  takes: Takes,
  findings: Finding[],
): PlainBlock[] {
  const line = (pieces: Card["title"]): RenderedInline[] => pieces.map(({ text, variable }) => plain(text, variable));
  const between: RenderedInline[] = card.title.length > 0 && card.text.length > 0 ? [{ type: "break" }] : [];
  const said = [...line(card.title), ...between, ...line(card.text)];
  const numbered = takes.isTextOnly ? [plain(`${number}. `), ...said] : said;
  const text = said.length === 0 ? [] : [textBlock(id, numbered)];
  const media = simplifiedMedia({ id, kind: "media", media: card.media }, words, takes, findings);
  return [
    // In one text the number leads, and the picture is a line of its card.
    ...(takes.isTextOnly ? [...text, ...media] : [...media, ...text]),
    ...(card.buttons.length === 0
      ? []
      : [{ id, kind: "buttons" as const, look: "buttons" as const, buttons: card.buttons }]),
  ];
}

function simplifiedMedia(
  block: Extract<RenderedBlock, { kind: "media" }>,
  words: ChannelWords,
  takes: Takes,
  findings: Finding[],
): PlainBlock[] {
  const { id, media } = block;
  if (media.kind === "image" || takes.media.includes(media.kind)) return [block];
  const isChosen = media.source.type === "drawing" || media.source.mediaId !== null;
  const still: PlainBlock = { ...block, media: { ...media, kind: "image", playKey: null } };
  if (!isChosen) return [media.kind === "audio" ? block : still];
  const isLinkedOnly = takes.isTextOnly === true && media.playKey !== null;
  if (takes.isTextOnly && !isLinkedOnly) return [still];
  const told = {
    gif: "shows the first picture of the animation, without motion.",
    video: isLinkedOnly
      ? "leads to a page that plays the video."
      : "shows a still of the video and leads to a page that plays it.",
    audio: "leads to a page that plays the recording.",
  }[media.kind];
  findings.push({
    severity: media.kind === "gif" ? "note" : "warning",
    code: `${media.kind}_replaced`,
    blockId: id,
    text: `${takes.channelName} ${told}`,
    remedy: media.kind === "gif" ? null : "Leave it so, or put a channel that plays it first on the ladder.",
    ...(media.kind === "audio" || isLinkedOnly ? {} : { fix: { type: "show_still" as const } }),
  });
  if (media.playKey === null) return [still];
  const label = media.kind === "audio" ? words.listen : words.watch;
  const play: PlainBlock = {
    ...{ id, kind: "buttons", look: "buttons" },
    buttons: [{ id: media.playKey, label, labelVariable: false, action: { type: "play" } }],
  };
  return media.kind === "audio" || isLinkedOnly
    ? [...(media.alt === "" ? [] : [textBlock(id, [plain(media.alt, true)])]), play]
    : [still, play];
}

function textBlock(id: string, children: RenderedInline[]): PlainBlock {
  return { id, kind: "text", paragraphs: [{ style: "plain", children }] };
}

function plain(text: string, variable = false): RenderedInline {
  return { type: "text", text, marks: [], variable };
}
