import type { RenditionProfile } from "@/lib/media/profiles";

/** One MP3 to make, and every profile it serves. */
export interface SoundEncode {
  profiles: RenditionProfile[];
  bitsPerSecond: number;
  channels: 1 | 2;
  sampleRateHz: number;
  bytesMax: number;
}

/** The rates MPEG-1 and MPEG-2 layer III know and that are worth hearing. */
const rates = [128_000, 96_000, 64_000, 48_000, 32_000, 24_000];
const containerShare = 0.02;

const tiers = [
  // 500 KB is the size every carrier passes; MP3 is what Vonage recommends.
  { profiles: ["mms-audio"], name: "MMS", bytesMax: 480_000, most: 64_000 },
  // WhatsApp takes MP3 up to 16 MB, Messenger nothing but MP3.
  {
    profiles: ["whatsapp-audio", "messenger-audio", "web-audio"],
    name: "WhatsApp",
    bytesMax: 16_000_000,
    most: 128_000,
  },
] as const;

/** How to convert sound for the profiles still wanted: the best rate at which the whole length fits. */
export function planSounds(
  durationSeconds: number,
  wanted: readonly RenditionProfile[],
): { encodes: SoundEncode[]; refused: Partial<Record<RenditionProfile, string>> } {
  const encodes: SoundEncode[] = [];
  const refused: Partial<Record<RenditionProfile, string>> = {};
  for (const tier of tiers) {
    const profiles = tier.profiles.filter((profile) => wanted.includes(profile));
    if (profiles.length === 0) continue;
    const budget = (tier.bytesMax * 8 * (1 - containerShare)) / Math.max(1, durationSeconds);
    const bitsPerSecond = rates.find((rate) => rate <= tier.most && rate <= budget);
    if (bitsPerSecond === undefined) {
      const most = Math.floor((tier.bytesMax * 8 * (1 - containerShare)) / (rates.at(-1) ?? 1) / 10) * 10;
      for (const profile of profiles) {
        refused[profile] = `It is longer than ${most} seconds, the most ${tier.name} carries: a link goes instead.`;
      }
      continue;
    }
    encodes.push({
      profiles: [...profiles],
      ...{ bitsPerSecond, bytesMax: tier.bytesMax },
      channels: bitsPerSecond >= 96_000 ? 2 : 1,
      sampleRateHz: bitsPerSecond >= 64_000 ? 44_100 : 22_050,
    });
  }
  return { encodes, refused };
}

/** The most a sound of this profile weighs; null for a profile that is no sound. */
export function soundBytesMax(profile: RenditionProfile): number | null {
  return tiers.find(({ profiles }) => profiles.some((each) => each === profile))?.bytesMax ?? null;
}
