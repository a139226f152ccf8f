import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { containerOf } from "@/inngest/media/containers";
import { fileFacts } from "@/inngest/media/file-facts";
import { filmStill } from "@/inngest/media/film-still";
import { goodFrame } from "@/inngest/media/good-frame";
import type { Made } from "@/inngest/media/made";
import { makeAnimation } from "@/inngest/media/make-animation";
import { makeFilms, type RecordedFile } from "@/inngest/media/make-films";
import { makeRendition } from "@/inngest/media/make-rendition";
import { makeSounds } from "@/inngest/media/make-sounds";
import { planFilms } from "@/lib/media/plan-film";
import type { FocalPoint } from "@/lib/media/plan-image";
import { planSounds } from "@/lib/media/plan-sound";
import type { MediaKind, RenditionProfile, StillProfile } from "@/lib/media/profiles";

/** A kept file that is to be converted. */
export interface SourceFile {
  kind: MediaKind;
  mime: string;
  durationSeconds: number | null;
  focalPoint: FocalPoint;
  path: string;
  /** Null where films and sound cannot be converted. */
  ffmpegPath: string | null;
}

/** Hears of each outcome as soon as it is there. */
type Save = (profile: RenditionProfile, made: Made) => Promise<void>;

/** Makes pictures of a file. */
export async function makeStills(
  media: SourceFile,
  profiles: StillProfile[],
  folder: string,
  save: (profile: StillProfile, made: Made) => Promise<void>,
): Promise<void> {
  const picture = await pictureOf(media).catch(() => null);
  for (const profile of profiles) {
    // It was decoded when it came in; a decoder that fails now will fail again, so this is an outcome, not a retry.
    const made = picture && (await makeRendition(picture, profile, media.focalPoint).catch(() => null));
    if (made === null) {
      await save(profile, { failure: "The picture could not be read. Upload it again." });
    } else if (made === "too_detailed") {
      await save(profile, { failure: "The picture is too detailed for this size. Upload a simpler one." });
    } else {
      const path = join(folder, `${profile}.jpg`);
      await writeFile(path, made.bytes);
      await save(profile, { ...made, path, bytes: made.bytes.byteLength, durationSeconds: null });
    }
  }
}

/** The picture that stands for the file. */
async function pictureOf(media: SourceFile): Promise<Uint8Array | null> {
  if (media.kind === "video") {
    const container = containerOf(media.mime);
    if (media.ffmpegPath === null || container === null) return null;
    return await filmStill(media.ffmpegPath, media.path, container.demuxer);
  }
  const bytes = await readFile(media.path);
  return media.kind === "gif" ? await goodFrame(bytes) : bytes;
}

/** Makes films, animations and sound of a file. */
export async function makeMoving(
  media: SourceFile,
  profiles: RenditionProfile[],
  folder: string,
  save: Save,
): Promise<void> {
  const saveAll = async (outcomes: Iterable<[RenditionProfile, Made]>) => {
    for (const [profile, made] of outcomes) await save(profile, made);
  };
  const failAll = (failure: string) => saveAll(profiles.map((profile) => [profile, { failure }]));
  const container = containerOf(media.mime);
  if (media.ffmpegPath === null) {
    return await failAll("Motion and sound need ffmpeg, which this installation does not have. Set FFMPEG_PATH.");
  }
  const { path } = media;
  const facts = container && (await fileFacts(media.ffmpegPath, path, container.demuxer));
  if (container === null || !facts) return await failAll("The file could not be read. Upload it again.");
  const file: RecordedFile = { ffmpegPath: media.ffmpegPath, path, demuxer: container.demuxer };
  const durationSeconds = media.durationSeconds ?? Math.max(facts.durationSeconds ?? 0, facts.readSeconds);
  if (media.kind === "audio") {
    const { encodes, refused } = planSounds(durationSeconds, profiles);
    await saveAll(asFailures(refused));
    return await saveAll(await makeSounds(file, durationSeconds, encodes, folder));
  }
  if (facts.video === null) return await failAll("The file could not be read. Upload it again.");
  const source = { ...facts.video, durationSeconds, hasSound: facts.audio !== null };
  const { encodes, refused } = planFilms(source, profiles);
  await saveAll(asFailures(refused));
  if (encodes.length > 0) await saveAll(await makeFilms(file, source, encodes, folder));
  const gifBytes = media.kind === "gif" ? (await stat(path)).size : null;
  for (const profile of profiles.filter((each) => each.endsWith("-gif"))) {
    await save(profile, await makeAnimation(file, source, { profile, gifBytes }, folder));
  }
}

function asFailures(refused: Partial<Record<RenditionProfile, string>>): [RenditionProfile, Made][] {
  return Object.entries(refused).map(([profile, failure]) => [profile as RenditionProfile, { failure }]);
}
