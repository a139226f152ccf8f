import type { CompileContext, Finding, RenderedBlock, RenderedMedia } from "@/lib/channels/contract";

/** A picture or film as WhatsApp takes it, by its public address. */
export interface Visual {
  format: "IMAGE" | "VIDEO";
  url: string;
}

type MediaBlock = Extract<RenderedBlock, { kind: "media" }>;

/** The first picture, animation or film of a message that was chosen: WhatsApp shows one, above the words. */
export function pickHeader(
  blocks: readonly RenderedBlock[],
  context: CompileContext,
): { block: MediaBlock | null; visual: Visual | null; findings: Finding[] } {
  const block = blocks.find(
    (each): each is MediaBlock => each.kind === "media" && each.media.kind !== "audio" && isChosen(each.media),
  );
  if (block === undefined) return { block: null, visual: null, findings: [] };
  const { media, id: blockId } = block;
  const visual = visualOf(media, media.kind === "image" ? "IMAGE" : "VIDEO", context);
  const findings: Finding[] = [];
  if (visual === null) findings.push(notReady(blockId, media));
  if (media.kind === "gif") {
    findings.push({
      ...{ severity: "note", code: "gif_as_video", blockId, remedy: null },
      text: "WhatsApp plays the animation as a short film without sound.",
    });
  }
  if (blocks[0] !== block) {
    const named = media.kind === "image" ? "picture" : media.kind === "gif" ? "animation" : "film";
    findings.push({
      ...{ severity: "note", code: "image_moved", blockId, remedy: null },
      text: `WhatsApp shows the ${named} above the words.`,
    });
  }
  return { block, visual, findings };
}

/** The file a provider fetches: converted, or drawn for the person; null while it is not ready or not chosen. */
export function visualOf({ source }: RenderedMedia, format: Visual["format"], context: CompileContext): Visual | null {
  const file =
    source.type === "drawing"
      ? context.drawing(source.drawing, "whatsapp")
      : source.mediaId === null
        ? null
        : context.rendition(source.mediaId, format === "VIDEO" ? "whatsapp-video" : "whatsapp");
  return file === null ? null : { format, url: file.url };
}

export function isChosen({ source }: RenderedMedia): boolean {
  return source.type === "drawing" || source.mediaId !== null;
}

export function notReady(blockId: string, { kind }: RenderedMedia): Finding {
  const named = kind === "image" ? "picture" : kind === "gif" ? "animation" : "film";
  return {
    ...{ severity: "blocker", code: "image_not_ready", blockId },
    text: `The ${named} is not ready for WhatsApp yet.`,
    remedy: "Wait until it has been converted, or choose another one.",
  };
}
