import type { CompileContext, Finding, RenderedMedia, RenderedMessage, RenditionFile } from "@/lib/channels/contract";
import { type PlainBlock, simplify } from "@/lib/channels/simplify";
import type { DrawnProfile } from "@/lib/drawing/frames";
import type { MediaKind, RenditionProfile } from "@/lib/media/profiles";
import { attachmentsBytesMax, attachmentsMax } from "./limits";

/** A file of the message, as Vonage names its type. */
export interface Attachment {
  type: "image" | "video" | "audio";
  url: string;
}

type MediaBlock = Extract<PlainBlock, { kind: "media" }>;
type WordsBlock = Exclude<PlainBlock, MediaBlock>;

/** The forms of a file, the best first; what comes after `less` says less than the file does. */
interface Forms {
  whole: RenditionProfile | null;
  less: readonly RenditionProfile[];
}

const names: Record<MediaKind, string> = { image: "picture", gif: "animation", video: "film", audio: "recording" };
const channelName = "MMS";

/**
 * Takes pictures, films and recordings as attachments, in their order and as far as they go together: what is too heavy
 * goes smaller, as a still, or as a link. What remains is words and buttons.
 */
export function attach(
  rendered: RenderedMessage,
  context: CompileContext,
): { attachments: Attachment[]; blocks: WordsBlock[]; findings: Finding[] } {
  const { message, findings } = simplify(rendered, context, { channelName, media: ["gif", "video", "audio"] });
  const attachments: Attachment[] = [];
  const blocks: WordsBlock[] = [];
  let roomBytes = attachmentsBytesMax;
  for (const [index, block] of message.blocks.entries()) {
    if (block.kind !== "media") {
      blocks.push(block);
      continue;
    }
    const place = { roomBytes: attachments.length < attachmentsMax ? roomBytes : 0, isFirst: index === 0 };
    const taken = take(block, place, context);
    findings.push(...taken.findings);
    blocks.push(...taken.blocks);
    if (taken.file === null) continue;
    roomBytes -= taken.file.bytes;
    attachments.push({ type: typeOf(taken.file), url: taken.file.url });
  }
  return { attachments, blocks, findings };
}

interface Taken {
  file: RenditionFile | null;
  blocks: WordsBlock[];
  findings: Finding[];
}

function take(block: MediaBlock, place: { roomBytes: number; isFirst: boolean }, context: CompileContext): Taken {
  const { id: blockId, media } = block;
  const name = names[media.kind];
  if (media.source.type === "upload" && media.source.mediaId === null) {
    return refused(blockId, "image_not_chosen", `No ${name} has been chosen.`, `Choose a ${name} or remove the block.`);
  }
  const { whole, less } = formsOf(media.kind, context.from);
  const best = whole === null ? null : fileOf(media, whole, context);
  const isPicture = media.kind === "image";
  const lesser = isPicture && best === null ? [] : less.flatMap((form) => fileOf(media, form, context) ?? []);
  if (best === null && lesser.length === 0 && media.kind !== "audio") {
    const text = `The ${name} is not ready for MMS yet.`;
    return refused(blockId, "image_not_ready", text, "Wait until it has been converted, or choose another one.");
  }
  const moved: Finding[] = place.isFirst
    ? []
    : [
        {
          ...{ severity: "note", code: "image_moved", blockId, remedy: null },
          text: `MMS shows the ${name} above the words.`,
        },
      ];
  if (best !== null && best.bytes <= place.roomBytes) return { file: best, blocks: [], findings: moved };
  const file = lesser.find(({ bytes }) => bytes <= place.roomBytes) ?? null;
  const link = linkOf(block, context);
  return { file, blocks: link, findings: [lost(block, file, best !== null), ...(file === null ? [] : moved)] };
}

/** US short codes carry neither films nor recordings (Vonage). */
function formsOf(kind: MediaKind, from: string): Forms {
  const isShortCode = /^\d{5,6}$/.test(from);
  switch (kind) {
    case "image":
      return { whole: "mms", less: ["thumbnail"] };
    case "gif":
      return { whole: "mms-gif", less: ["mms", "thumbnail"] };
    case "video":
      return { whole: isShortCode ? null : "mms-video", less: ["mms", "thumbnail"] };
    case "audio":
      return { whole: isShortCode ? null : "mms-audio", less: [] };
  }
}

function fileOf({ source }: RenderedMedia, profile: RenditionProfile, context: CompileContext): RenditionFile | null {
  if (source.type === "upload") return source.mediaId === null ? null : context.rendition(source.mediaId, profile);
  return isDrawn(profile) ? context.drawing(source.drawing, profile) : null;
}

function isDrawn(profile: RenditionProfile): profile is DrawnProfile & RenditionProfile {
  return profile === "mms" || profile === "thumbnail";
}

function typeOf({ mime }: RenditionFile): Attachment["type"] {
  if (mime.startsWith("video/")) return "video";
  return mime.startsWith("audio/") ? "audio" : "image";
}

/** The way to the page that plays it, and what is heard in words; nothing for what needs no page. */
function linkOf(block: MediaBlock, context: CompileContext): WordsBlock[] {
  const { message } = simplify({ blocks: [block] }, context, { channelName, media: [] });
  return message.blocks.filter((each) => each.kind !== "media");
}

function lost({ id: blockId, media }: MediaBlock, file: RenditionFile | null, isTooHeavy: boolean): Finding {
  const { kind } = media;
  const name = names[kind];
  const why = isTooHeavy
    ? "The attachments of this message together are too many or too heavy for MMS"
    : `MMS cannot carry this ${name} from this sender, or it is too long`;
  if (kind === "image" && file !== null) {
    return {
      ...{ severity: "note", code: "image_smaller", blockId, remedy: null },
      text: `${why}, so this picture is sent smaller.`,
    };
  }
  if (kind === "image" || (kind === "gif" && file === null)) {
    return {
      ...{ severity: "warning", code: "image_dropped", blockId, text: `${why}, so this ${name} is left out.` },
      remedy: "Move the most important picture to the top, or send fewer.",
    };
  }
  const shown = file === null ? "" : kind === "gif" ? "its first picture is shown" : "a still of it is shown";
  const led = kind === "gif" ? "" : "a link leads to a page that plays it";
  return {
    ...{ severity: "warning", code: `${kind}_replaced`, blockId },
    text: `${why}, so ${[shown, led].filter((part) => part !== "").join(" and ")}.`,
    remedy: `Choose a shorter ${name}, or put a channel that plays it first on the ladder.`,
    ...(kind === "audio" ? {} : { fix: { type: "show_still" as const } }),
  };
}

function refused(blockId: string, code: string, text: string, remedy: string): Taken {
  return { file: null, blocks: [], findings: [{ severity: "blocker", code, blockId, text, remedy }] };
}
