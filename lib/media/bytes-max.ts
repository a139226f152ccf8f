import { animationBytesMax } from "@/lib/media/plan-animation";
import { filmBytesMax } from "@/lib/media/plan-film";
import { imageLimits } from "@/lib/media/plan-image";
import { soundBytesMax } from "@/lib/media/plan-sound";
import { isStillProfile, type RenditionProfile } from "@/lib/media/profiles";

/** What a rendition of this profile weighs at most. */
export function bytesMaxOf(profile: RenditionProfile): number {
  if (isStillProfile(profile)) return imageLimits[profile].bytesMax;
  return animationBytesMax(profile) ?? filmBytesMax(profile) ?? soundBytesMax(profile) ?? 0;
}
