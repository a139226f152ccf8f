import type { CompileContext, Finding, RenderedMedia, RenditionFile } from "@/lib/channels/contract";
import type { CarriedImage } from "@/lib/channels/read-message";
import type { DrawnProfile } from "@/lib/drawing/frames";

/** A picture with the converted file a provider can fetch. */
export interface PickedImage {
  blockId: string;
  part: number;
  alt: string;
  file: RenditionFile;
}

/** Takes the first pictures a channel can show in one message, and says what happens to the others. */
export function pickImages(
  images: readonly CarriedImage[],
  context: CompileContext,
  channel: { name: string; profile: DrawnProfile; imagesMax: number },
): { picked: PickedImage[]; findings: Finding[] } {
  const picked: PickedImage[] = [];
  const findings: Finding[] = [];
  for (const image of images) {
    const found = (severity: Finding["severity"], code: string, text: string, remedy: string | null): void => {
      findings.push({ severity, code, blockId: image.blockId, text, remedy });
    };
    const { source, alt } = image.media;
    if (source.type === "upload" && source.mediaId === null) {
      found("blocker", "image_not_chosen", "No picture has been chosen.", "Choose a picture or remove the block.");
      continue;
    }
    if (picked.length >= channel.imagesMax) {
      const most = channel.imagesMax === 1 ? "one picture" : `${channel.imagesMax} pictures`;
      found(
        "warning",
        "image_dropped",
        `${channel.name} shows at most ${most} in a message; this one is left out.`,
        "Move the most important picture to the top.",
      );
      continue;
    }
    const file = pictureFile(image.media, channel.profile, context);
    if (file === null) {
      found(
        "blocker",
        "image_not_ready",
        `The picture is not ready for ${channel.name} yet.`,
        "Wait until it has been converted, or choose another picture.",
      );
      continue;
    }
    picked.push({ blockId: image.blockId, part: image.part, alt, file });
    if (!image.first) {
      found("note", "image_moved", `${channel.name} shows the picture above the words.`, null);
    }
  }
  return { picked, findings };
}

/** The picture a provider fetches: converted, or drawn for the person; null while it is not ready or not chosen. */
function pictureFile({ source }: RenderedMedia, profile: DrawnProfile, context: CompileContext): RenditionFile | null {
  if (source.type === "drawing") return context.drawing(source.drawing, profile);
  return source.mediaId === null ? null : context.rendition(source.mediaId, profile);
}
