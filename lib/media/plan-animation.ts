import type { FilmSource } from "@/lib/media/plan-film";
import type { RenditionProfile } from "@/lib/media/profiles";

export interface AnimationPlan {
  widthPx: number;
  heightPx: number;
  framesPerSecond: number;
  colours: number;
  /** How much of the source it shows. */
  seconds: number;
  bytesMax: number;
}

interface AnimationLimits {
  sidePxMax: number;
  framesPerSecondMax: number;
  secondsMax: number;
  bytesMax: number;
}

const limits: Partial<Record<RenditionProfile, AnimationLimits>> = {
  // Carriers pass an animated GIF as it is: 480 px at most and below 500 KB, or some phones show a grey box (Telnyx).
  "mms-gif": { sidePxMax: 480, framesPerSecondMax: 12, secondsMax: 4, bytesMax: 480_000 },
  // A card's picture below 2 MB (Gupshup).
  "rcs-gif": { sidePxMax: 720, framesPerSecondMax: 20, secondsMax: 15, bytesMax: 2_000_000 },
  // 8 MB by address is the most Messenger fetches as a picture; half of that arrives sooner.
  "messenger-gif": { sidePxMax: 720, framesPerSecondMax: 20, secondsMax: 15, bytesMax: 4_000_000 },
};

const sidePxLeast = 96;
const framesPerSecondLeast = 4;
/** What one pixel of one frame takes in a GIF of a filmed scene; the first encode corrects it. */
const bytesPerPixelGuess = 0.32;

/** How to make a GIF for a channel; `bytes` is what the source weighs when it is a GIF already. Null for a profile that is no GIF. */
export function planAnimation(
  source: FilmSource,
  profile: RenditionProfile,
  bytes: number | null,
): AnimationPlan | null {
  const limit = limits[profile];
  if (limit === undefined) return null;
  const seconds = Math.min(source.durationSeconds, limit.secondsMax);
  const framesPerSecond = clamp(source.framesPerSecond, 1, limit.framesPerSecondMax);
  const sourcePixels = source.widthPx * source.heightPx * source.framesPerSecond * source.durationSeconds;
  const perPixel = bytes === null ? bytesPerPixelGuess : clamp(bytes / Math.max(1, sourcePixels), 0.01, 0.6);
  const plan = {
    ...sizeWithin(source, limit.sidePxMax),
    framesPerSecond,
    colours: 256,
    seconds,
    bytesMax: limit.bytesMax,
  };
  const expected = plan.widthPx * plan.heightPx * framesPerSecond * seconds * perPixel;
  return expected <= limit.bytesMax ? plan : (leanerAnimation(plan, expected) ?? plan);
}

/** Whether a GIF can go to the channel as it is. */
export function fitsAsItIs(source: FilmSource, profile: RenditionProfile, bytes: number): boolean {
  const limit = limits[profile];
  return limit !== undefined && bytes <= limit.bytesMax && Math.max(source.widthPx, source.heightPx) <= limit.sidePxMax;
}

/** What to try after an encode came out too large: fewer frames first, then fewer pixels; null when nothing is left to take away. */
export function leanerAnimation(plan: AnimationPlan, bytes: number): AnimationPlan | null {
  const keep = (plan.bytesMax / bytes) * 0.88;
  // Motion carries a fall to 8 frames a second better than faces carry blur: frames give about half of what is needed.
  const framesPerSecond = Math.max(
    Math.min(plan.framesPerSecond, framesPerSecondLeast * 2),
    plan.framesPerSecond * Math.sqrt(keep),
  );
  const left = keep / (framesPerSecond / plan.framesPerSecond);
  const scale = Math.min(1, Math.sqrt(left));
  const size = {
    widthPx: Math.max(1, Math.floor(plan.widthPx * scale)),
    heightPx: Math.max(1, Math.floor(plan.heightPx * scale)),
  };
  if (Math.max(size.widthPx, size.heightPx) >= sidePxLeast) {
    return { ...plan, ...size, framesPerSecond, colours: keep < 0.5 ? Math.min(plan.colours, 128) : plan.colours };
  }
  if (plan.framesPerSecond > framesPerSecondLeast) {
    return { ...plan, framesPerSecond: framesPerSecondLeast, colours: 64 };
  }
  return plan.seconds > 1 ? { ...plan, colours: 64, seconds: Math.max(1, plan.seconds * keep) } : null;
}

function sizeWithin(source: FilmSource, sidePxMax: number): { widthPx: number; heightPx: number } {
  const scale = Math.min(1, sidePxMax / Math.max(source.widthPx, source.heightPx));
  const whole = (px: number) => Math.max(1, Math.floor(px * scale));
  return { widthPx: whole(source.widthPx), heightPx: whole(source.heightPx) };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** The most a GIF of this profile weighs; null for a profile that is no GIF. */
export function animationBytesMax(profile: RenditionProfile): number | null {
  return limits[profile]?.bytesMax ?? null;
}
