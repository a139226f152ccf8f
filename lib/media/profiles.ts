/** What a media file is, told from its bytes. A moving GIF, WebP or PNG is a `gif`. */
export const mediaKinds = ["image", "gif", "video", "audio"] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Stills: made of everything that can be seen. Of a film or an animation they show the first good frame. */
export const stillProfiles = [
  "mms",
  "rcs-card",
  "rcs-carousel",
  "rcs-thumbnail",
  "whatsapp",
  "messenger",
  "push",
  "thumbnail",
] as const;
export type StillProfile = (typeof stillProfiles)[number];

/** True for a profile that is a picture without motion. */
export function isStillProfile(profile: RenditionProfile): profile is StillProfile {
  return stillProfiles.some((still) => still === profile);
}

/** Animations that are still pictures to the phone: GIF files. */
const animationProfiles = ["mms-gif", "rcs-gif", "messenger-gif"] as const;
/** Films: MP4 with H.264. */
const filmProfiles = ["mms-video", "rcs-video", "whatsapp-video", "messenger-video", "web-video"] as const;
/** Sound alone. */
const soundProfiles = ["mms-audio", "whatsapp-audio", "messenger-audio", "web-audio"] as const;

/** Which converted form of a file a channel takes. The numbers live with the plans beside this file. */
const renditionProfiles = [...stillProfiles, ...animationProfiles, ...filmProfiles, ...soundProfiles] as const;
export type RenditionProfile = (typeof renditionProfiles)[number];

const byKind: Record<MediaKind, readonly RenditionProfile[]> = {
  // The preview picture beside a film in RCS is of no use to a picture.
  image: stillProfiles.filter((profile) => profile !== "rcs-thumbnail"),
  // WhatsApp takes no GIF, and a film weighs a tenth of one.
  gif: [...stillProfiles, ...animationProfiles, "rcs-video", "whatsapp-video", "web-video"],
  // US short codes carry no film by MMS but a GIF.
  video: [...stillProfiles, "mms-gif", ...filmProfiles],
  audio: soundProfiles,
};

/** Which renditions are made of a file of this kind. */
export function profilesOf(kind: MediaKind): readonly RenditionProfile[] {
  return byKind[kind];
}
