import type { Json, JsonObject } from "@/lib/channels/contract";

/** One file a message makes the carrier fetch. */
export interface MediaReference {
  url: string;
  kind: "image" | "video" | "audio" | "file" | "vcard";
}

interface MediaRule {
  mimes: readonly string[];
  bytesMax: number;
}

const mb = 1_000_000;
const file: MediaRule = { mimes: [], bytesMax: 100 * mb };

/** By the wire's channel name. An empty list of types means any. */
const rules: Readonly<Record<string, Partial<Record<MediaReference["kind"], MediaRule>>>> = {
  mms: {
    image: { mimes: ["image/jpeg", "image/png", "image/gif", "image/bmp"], bytesMax: 2 * mb },
    audio: { mimes: ["audio/mpeg", "audio/amr", "audio/midi", "audio/wav", "audio/ac3"], bytesMax: 2 * mb },
    video: { mimes: ["video/mp4", "video/3gpp", "video/x-msvideo", "video/mpeg"], bytesMax: 2 * mb },
    vcard: { mimes: ["text/vcard", "text/x-vcard"], bytesMax: 2 * mb },
    file,
  },
  rcs: {
    image: { mimes: ["image/jpeg", "image/png", "image/gif"], bytesMax: 100 * mb },
    video: { mimes: ["video/mp4", "video/x-m4v", "video/webm", "video/mpeg", "video/h263"], bytesMax: 100 * mb },
    file: { mimes: ["application/pdf"], bytesMax: 100 * mb },
  },
  whatsapp: {
    image: { mimes: ["image/jpeg", "image/png", "image/webp"], bytesMax: 5 * mb },
    video: { mimes: ["video/mp4", "video/3gpp"], bytesMax: 16 * mb },
    audio: { mimes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], bytesMax: 16 * mb },
    file,
  },
  messenger: {
    image: { mimes: ["image/jpeg", "image/png", "image/gif"], bytesMax: 8 * mb },
    audio: { mimes: ["audio/mpeg"], bytesMax: 25 * mb },
    video: { mimes: ["video/mp4"], bytesMax: 25 * mb },
    file: { mimes: [], bytesMax: 25 * mb },
  },
};

/** Cards of RCS carry a picture or a video; the file's own type says which. */
const eitherKind = "image";

/** What was found at a media address; null when nothing could be fetched. */
export type FetchedMedia = { mime: string; bytes: number } | null;

/** How much of a file must be read to know that it is too large for any channel. */
export const mediaBytesMax = 100 * mb;

/** The error code for a file, or null when the channel takes it. */
export function mediaErrorCode(channel: string, media: MediaReference, fetched: FetchedMedia): number | null {
  if (!fetched) return 1380;
  const ofChannel = rules[channel] ?? {};
  const mime = fetched.mime.split(";")[0]?.trim().toLowerCase() ?? "";
  const kind = media.kind === eitherKind && mime.startsWith("video/") && channel in videoInCards ? "video" : media.kind;
  const rule = ofChannel[kind];
  if (!rule || (rule.mimes.length > 0 && !rule.mimes.includes(mime))) return 1382;
  return fetched.bytes > rule.bytesMax ? 1381 : null;
}

const videoInCards = { rcs: true };

/** Every file a posted message names, in order. */
export function mediaOf(body: JsonObject): MediaReference[] {
  const found: MediaReference[] = [];
  const add = (kind: MediaReference["kind"], url: Json | undefined) => {
    if (typeof url === "string") found.push({ kind, url });
  };
  for (const kind of ["image", "video", "audio", "file", "vcard"] as const) add(kind, objectAt(body, kind)?.url);
  for (const part of listAt(body, "content")) {
    const kind = part.type;
    if (kind === "image" || kind === "video" || kind === "audio" || kind === "file" || kind === "vcard") {
      add(kind, part.url);
    }
  }
  const card = objectAt(body, "card");
  for (const each of [...(card ? [card] : []), ...listAt(body, "carousel")]) {
    add(eitherKind, each.media_url);
    add("image", each.thumbnail_url);
  }
  const custom = objectAt(body, "custom");
  if (custom) collectLinks(custom, add);
  return found;
}

/** Cloud API messages name media as `{image: {link}}`, at any depth. */
function collectLinks(value: Json, add: (kind: MediaReference["kind"], url: Json | undefined) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) collectLinks(each, add);
  } else if (typeof value === "object" && value !== null) {
    for (const kind of ["image", "video", "audio"] as const) add(kind, objectAt(value, kind)?.link);
    add("file", objectAt(value, "document")?.link);
    for (const each of Object.values(value)) collectLinks(each, add);
  }
}

function objectAt(value: JsonObject, key: string): JsonObject | undefined {
  const found = value[key];
  return typeof found === "object" && found !== null && !Array.isArray(found) ? found : undefined;
}

function listAt(value: JsonObject, key: string): JsonObject[] {
  const found = value[key];
  return Array.isArray(found)
    ? found.filter((each): each is JsonObject => typeof each === "object" && each !== null && !Array.isArray(each))
    : [];
}
