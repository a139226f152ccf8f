import type { CompileContext, Finding, RenderedMedia, RenditionFile } from "@/lib/channels/contract";
import type { DrawnProfile } from "@/lib/drawing/frames";
import type { MediaKind } from "@/lib/media/profiles";
import { thumbnailBytesMax } from "./limits";

/** What a card shows, by its public addresses. */
export interface RcsVisual {
  url: string;
  alt: string;
  /** Stands in while a film loads; null for what is no film. */
  thumbnailUrl: string | null;
  /** Whether phones must fetch it anew instead of keeping it for 60 days. */
  mustRefresh: boolean;
}

const names: Record<MediaKind, string> = {
  image: "picture",
  gif: "animation",
  video: "film",
  audio: "recording",
};

export function isChosen({ source }: RenderedMedia): boolean {
  return source.type === "drawing" || source.mediaId !== null;
}

/**
 * The file a card shows: a film or an animation as such where it was converted, else its still. Null, with a blocker,
 * when there is nothing to show.
 */
export function visualOf(
  media: RenderedMedia,
  at: { blockId: string; stillProfile: DrawnProfile },
  context: CompileContext,
): { visual: RcsVisual | null; isStillOfFilm: boolean; findings: Finding[] } {
  const { blockId } = at;
  const name = names[media.kind];
  if (!isChosen(media)) {
    const remedy = `Choose a ${name} or remove the block.`;
    const text = `No ${name} has been chosen.`;
    return nothing({ severity: "blocker", code: "image_not_chosen", blockId, text, remedy });
  }
  const moving = movingFile(media, context);
  const still = moving === null ? stillFile(media, at.stillProfile, context) : null;
  const file = moving ?? still;
  if (file === null) {
    return nothing({
      ...{ severity: "blocker", code: "image_not_ready", blockId },
      text: `The ${name} is not ready for RCS yet.`,
      remedy: "Wait until it has been converted, or choose another one.",
    });
  }
  const visual: RcsVisual = {
    url: file.url,
    alt: media.alt,
    thumbnailUrl: moving !== null && media.kind === "video" ? thumbnailUrl(media, context) : null,
    mustRefresh: media.source.type === "drawing" && media.source.drawing.kind === "countdown",
  };
  const isStillOfFilm = media.kind === "video" && moving === null;
  return { visual, isStillOfFilm, findings: changed(media.kind, moving !== null, blockId) };
}

function nothing(finding: Finding) {
  return { visual: null, isStillOfFilm: false, findings: [finding] };
}

function changed(kind: MediaKind, isMoving: boolean, blockId: string): Finding[] {
  if (kind === "gif" && isMoving) {
    return [
      {
        ...{ severity: "note", code: "gif_still_on_iphone", blockId, remedy: null },
        text: "iPhones show the first picture of the animation, without motion.",
      },
    ];
  }
  if (isMoving || kind === "image") return [];
  return [
    {
      ...{ severity: "warning", code: `${kind}_replaced`, blockId },
      text:
        kind === "gif"
          ? "The animation could not be converted for RCS, so its first picture is shown."
          : "The film could not be converted for RCS, so a still is shown that leads to a page that plays it.",
      remedy: "Wait until it has been converted, or leave it so.",
    },
  ];
}

function movingFile({ kind, source }: RenderedMedia, context: CompileContext): RenditionFile | null {
  if (source.type === "drawing" || source.mediaId === null || kind === "image" || kind === "audio") return null;
  return context.rendition(source.mediaId, kind === "gif" ? "rcs-gif" : "rcs-video");
}

function stillFile({ source }: RenderedMedia, profile: DrawnProfile, context: CompileContext): RenditionFile | null {
  if (source.type === "drawing") return context.drawing(source.drawing, profile);
  return source.mediaId === null ? null : context.rendition(source.mediaId, profile);
}

function thumbnailUrl({ source }: RenderedMedia, context: CompileContext): string | null {
  if (source.type === "drawing" || source.mediaId === null) return null;
  const file = context.rendition(source.mediaId, "rcs-thumbnail");
  return file === null || file.bytes > thumbnailBytesMax ? null : file.url;
}
