import { imageLimits } from "@/lib/media/plan-image";
import type { StillProfile } from "@/lib/media/profiles";

const shown: readonly (readonly [StillProfile, string])[] = [
  ["rcs-card", "RCS card, push"],
  ["rcs-carousel", "RCS carousel"],
  ["whatsapp", "WhatsApp"],
];

/** The shapes channels cut pictures to. */
export const croppedShapes = shown.flatMap(([profile, word]) => {
  const { aspectRatio } = imageLimits[profile];
  return aspectRatio === null ? [] : [{ word, aspectRatio }];
});
