import type { CompileContext, Finding, RenditionFile } from "@/lib/channels/contract";
import type { CarriedImage } from "@/lib/channels/read-message";
import type { RenditionProfile } from "@/lib/media/profiles";

/** A picture with the converted file a provider can fetch. */
export interface PickedImage {
  blockId: string;
  alt: string;
  file: RenditionFile;
}

/** Takes the first pictures a channel can show in one message, and says what happens to the others. */
export function pickImages(
  images: readonly CarriedImage[],
  context: CompileContext,
  channel: { name: string; profile: RenditionProfile; imagesMax: number },
): { picked: PickedImage[]; findings: Finding[] } {
  const picked: PickedImage[] = [];
  const findings: Finding[] = [];
  for (const image of images) {
    const found = (severity: Finding["severity"], code: string, text: string, remedy: string | null): void => {
      findings.push({ severity, code, blockId: image.blockId, text, remedy });
    };
    if (image.mediaId === null) {
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
    const file = context.rendition(image.mediaId, channel.profile);
    if (file === null) {
      found(
        "blocker",
        "image_not_ready",
        `The picture is not ready for ${channel.name} yet.`,
        "Wait until it has been converted, or choose another picture.",
      );
      continue;
    }
    picked.push({ blockId: image.blockId, alt: image.alt, file });
    if (!image.first) {
      found("note", "image_moved", `${channel.name} shows the picture above the words.`, null);
    }
  }
  return { picked, findings };
}
