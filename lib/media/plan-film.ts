import type { RenditionProfile } from "@/lib/media/profiles";

/** What is known of a film or an animation before it is converted: as it is seen, upright, with square pixels. */
export interface FilmSource {
  widthPx: number;
  heightPx: number;
  durationSeconds: number;
  framesPerSecond: number;
  hasSound: boolean;
}

/** One film to make, and every profile it serves: the same settings are encoded once. */
export interface FilmEncode {
  profiles: RenditionProfile[];
  /** Even numbers: H.264 halves the colour planes. */
  widthPx: number;
  heightPx: number;
  framesPerSecond: number;
  /** The rate no stretch of the film exceeds for long; the quality wanted may need less. */
  videoBitsPerSecond: number;
  /** Null for a silent film. */
  sound: { bitsPerSecond: number; channels: 1 | 2 } | null;
  h264Profile: "baseline" | "main";
  /** Never exceeded by what is kept. */
  bytesMax: number;
}

interface FilmTier {
  profiles: RenditionProfile[];
  name: string;
  longSidePxMax: number;
  framesPerSecondMax: number;
  bytesAim: number;
  bytesMax: number;
  durationSecondsMax: number;
  h264Profile: FilmEncode["h264Profile"];
  soundBitsPerSecond: readonly [most: number, least: number];
  channels: 1 | 2;
}

const mb = 1_000_000;

const tiers: readonly FilmTier[] = [
  {
    // 500 KB is the size every carrier passes (Bandwidth, Sinch); Baseline with mono AAC plays on every phone.
    ...{ profiles: ["mms-video"], name: "MMS", longSidePxMax: 480, framesPerSecondMax: 15, h264Profile: "baseline" },
    ...{
      bytesAim: 470_000,
      bytesMax: 480_000,
      durationSecondsMax: 30,
      soundBitsPerSecond: [40_000, 20_000],
      channels: 1,
    },
  },
  {
    // Carriers cap a film by RCS at 5 MB; WhatsApp takes 16 MB, but what is below 5 MB arrives.
    ...{ profiles: ["rcs-video", "whatsapp-video"], name: "RCS", longSidePxMax: 1280, framesPerSecondMax: 30 },
    ...{ bytesAim: 4.8 * mb, bytesMax: 5 * mb, durationSecondsMax: 180, h264Profile: "main", channels: 2 },
    soundBitsPerSecond: [96_000, 40_000],
  },
  {
    // Too long for 5 MB: WhatsApp alone still carries it.
    ...{ profiles: ["whatsapp-video"], name: "WhatsApp", longSidePxMax: 848, framesPerSecondMax: 30 },
    ...{ bytesAim: 15 * mb, bytesMax: 16 * mb, durationSecondsMax: 600, h264Profile: "main", channels: 2 },
    soundBitsPerSecond: [64_000, 40_000],
  },
  {
    // Messenger takes 25 MB; the hosted page shows the same file.
    ...{ profiles: ["messenger-video", "web-video"], name: "Messenger", longSidePxMax: 1280, framesPerSecondMax: 30 },
    ...{ bytesAim: 23 * mb, bytesMax: 25 * mb, durationSecondsMax: 600, h264Profile: "main", channels: 2 },
    soundBitsPerSecond: [128_000, 48_000],
  },
];

/** The quality aimed at where bytes do not bind: bits for one pixel of one frame that hardly ever all get used. */
const bitsPerPixelMost = 0.2;
/** Below this a film falls apart into squares: it is made smaller instead. */
const bitsPerPixelLeast = 0.055;
/** The container and the rate control's swing. */
const overheadShare = 0.06;
const bitsPerSecondLeast = 48_000;

export interface FilmPlan {
  encodes: FilmEncode[];
  /** Profiles that get nothing, and why, as a sentence. */
  refused: Partial<Record<RenditionProfile, string>>;
}

/**
 * How to convert a film for the profiles still wanted. Rates follow from the length, so that the first encode fits nearly
 * always. Example: 20 s for MMS leave 470,000 x 8 / 20 = 188 kbit/s, of which sound takes 40.
 */
export function planFilms(source: FilmSource, wanted: readonly RenditionProfile[]): FilmPlan {
  const encodes: FilmEncode[] = [];
  const refused: FilmPlan["refused"] = {};
  const open = new Set(wanted);
  for (const tier of tiers) {
    const profiles = tier.profiles.filter((profile) => open.has(profile));
    if (profiles.length === 0) continue;
    if (source.durationSeconds > tier.durationSecondsMax + 0.5) {
      const sentence = `It is longer than ${lengthText(tier.durationSecondsMax)}, the most ${tier.name} carries: the still picture and a link go instead.`;
      for (const profile of profiles) refused[profile] = sentence;
      continue;
    }
    for (const profile of profiles) {
      open.delete(profile);
      delete refused[profile];
    }
    encodes.push(firstEncode(source, tier, profiles));
  }
  return { encodes: mergeAlike(encodes), refused };
}

/** What to try after an encode came out too large; null when it would no longer be worth looking at. */
export function leanerFilm(encode: FilmEncode, bytes: number): FilmEncode | null {
  const videoBitsPerSecond = Math.floor(encode.videoBitsPerSecond * Math.min(0.85, (encode.bytesMax / bytes) * 0.9));
  if (videoBitsPerSecond < bitsPerSecondLeast / 2) return null;
  const slower = encode.framesPerSecond > 12 ? Math.max(12, encode.framesPerSecond * 0.8) : encode.framesPerSecond;
  const next = { ...encode, videoBitsPerSecond, framesPerSecond: slower };
  const density = videoBitsPerSecond / (next.widthPx * next.heightPx * next.framesPerSecond);
  if (density >= bitsPerPixelLeast) return next;
  const scale = Math.sqrt(density / bitsPerPixelLeast);
  return { ...next, ...even(encode.widthPx * scale, encode.heightPx * scale) };
}

function firstEncode(source: FilmSource, tier: FilmTier, profiles: RenditionProfile[]): FilmEncode {
  const seconds = Math.max(0.5, source.durationSeconds);
  const budget = (tier.bytesAim * 8 * (1 - overheadShare)) / seconds;
  const [most, least] = tier.soundBitsPerSecond;
  const sound = source.hasSound
    ? { bitsPerSecond: Math.round(clamp(budget * 0.2, least, most)), channels: tier.channels }
    : null;
  const forVideo = budget - (sound?.bitsPerSecond ?? 0);
  const framesPerSecond = Math.min(tier.framesPerSecondMax, Math.max(1, source.framesPerSecond));
  const fitting = Math.min(1, tier.longSidePxMax / Math.max(source.widthPx, source.heightPx));
  const pixelsMost = forVideo / (bitsPerPixelLeast * framesPerSecond);
  const scale = Math.min(fitting, Math.sqrt(pixelsMost / (source.widthPx * source.heightPx)));
  const size = even(source.widthPx * scale, source.heightPx * scale);
  const enough = size.widthPx * size.heightPx * framesPerSecond * bitsPerPixelMost;
  return {
    ...{ profiles, ...size, framesPerSecond, sound, h264Profile: tier.h264Profile, bytesMax: tier.bytesMax },
    videoBitsPerSecond: Math.round(Math.max(bitsPerSecondLeast, Math.min(forVideo, enough))),
  };
}

/** A short film gets the same settings from several tiers: it is made once, within the tighter limit. */
function mergeAlike(encodes: FilmEncode[]): FilmEncode[] {
  const merged: FilmEncode[] = [];
  for (const encode of encodes) {
    const same = merged.find(
      (other) =>
        other.h264Profile === encode.h264Profile &&
        other.widthPx === encode.widthPx &&
        other.heightPx === encode.heightPx &&
        other.framesPerSecond === encode.framesPerSecond &&
        other.videoBitsPerSecond >= encode.videoBitsPerSecond * 0.8,
    );
    if (same) same.profiles.push(...encode.profiles);
    else merged.push(encode);
  }
  return merged;
}

function even(width: number, height: number): { widthPx: number; heightPx: number } {
  const toEven = (px: number) => Math.max(2, Math.floor(px / 2) * 2);
  return { widthPx: toEven(width), heightPx: toEven(height) };
}

function lengthText(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${seconds / 60} minutes`;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** The most a film of this profile weighs; null for a profile that is no film. */
export function filmBytesMax(profile: RenditionProfile): number | null {
  const ofProfile = tiers.filter(({ profiles }) => profiles.includes(profile)).map(({ bytesMax }) => bytesMax);
  return ofProfile.length > 0 ? Math.max(...ofProfile) : null;
}
