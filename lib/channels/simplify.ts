import { type ChannelWords, channelWords } from "@/lib/channels/channel-words";
import type { CompileContext, Finding, RenderedBlock, RenderedInline, RenderedMessage } from "@/lib/channels/contract";
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
  const blocks = message.blocks.flatMap((block) => simplified(block, words, takes, findings));
  return { message: { blocks }, findings };
}

function simplified(block: RenderedBlock, words: ChannelWords, takes: Takes, findings: Finding[]): PlainBlock[] {
  switch (block.kind) {
    case "text":
    case "buttons":
      return [block];
    case "media":
      return simplifiedMedia(block, words, takes, findings);
    case "divider":
      return [textBlock(block.id, [plain("- - -")])];
    case "code": {
      const before = block.label === "" ? [] : [plain(block.label, block.labelVariable), plain(": ")];
      return [textBlock(block.id, [...before, plain(block.code, block.codeVariable)])];
    }
    case "carousel": {
      findings.push({
        severity: "warning",
        code: "carousel_flattened",
        blockId: block.id,
        text: `${takes.channelName} shows the cards below each other instead of side by side.`,
        remedy: "Say it in other words here, or put a channel that shows carousels first on the ladder.",
      });
      return block.cards.flatMap((card) => simplifiedCard(block.id, card, words, takes, findings));
    }
  }
}

type Card = Extract<RenderedBlock, { kind: "carousel" }>["cards"][number];

function simplifiedCard(id: string, card: Card, words: ChannelWords, takes: Takes, findings: Finding[]): PlainBlock[] {
  const line = (pieces: Card["title"]): RenderedInline[] => pieces.map(({ text, variable }) => plain(text, variable));
  const between: RenderedInline[] = card.title.length > 0 && card.text.length > 0 ? [{ type: "break" }] : [];
  const said = [...line(card.title), ...between, ...line(card.text)];
  return [
    ...simplifiedMedia({ id, kind: "media", media: card.media }, words, takes, findings),
    ...(said.length === 0 ? [] : [textBlock(id, said)]),
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
  const told = {
    gif: "shows the first picture of the animation, without motion.",
    video: "shows a still of the video and leads to a page that plays it.",
    audio: "leads to a page that plays the recording.",
  }[media.kind];
  findings.push({
    severity: media.kind === "gif" ? "note" : "warning",
    code: `${media.kind}_replaced`,
    blockId: id,
    text: `${takes.channelName} ${told}`,
    remedy: media.kind === "gif" ? null : "Leave it so, or put a channel that plays it first on the ladder.",
    ...(media.kind === "audio" ? {} : { fix: { type: "show_still" as const } }),
  });
  if (media.playKey === null) return [still];
  const label = media.kind === "audio" ? words.listen : words.watch;
  const play: PlainBlock = {
    ...{ id, kind: "buttons", look: "buttons" },
    buttons: [{ id: media.playKey, label, labelVariable: false, action: { type: "play" } }],
  };
  return media.kind === "audio"
    ? [...(media.alt === "" ? [] : [textBlock(id, [plain(media.alt, true)])]), play]
    : [still, play];
}

function textBlock(id: string, children: RenderedInline[]): PlainBlock {
  return { id, kind: "text", paragraphs: [{ style: "plain", children }] };
}

function plain(text: string, variable = false): RenderedInline {
  return { type: "text", text, marks: [], variable };
}
