import { spawn } from "node:child_process";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeMedia } from "@/bench/make-media";
import { containerOf } from "@/inngest/media/containers";
import { fileFacts } from "@/inngest/media/file-facts";
import type { Made } from "@/inngest/media/made";
import { makeMoving } from "@/inngest/media/make-all";
import { filmArgs } from "@/inngest/media/make-films";
import { orderStills } from "@/inngest/media/order-pictures";
import { readUpload } from "@/inngest/media/read-upload";
import { withScratch } from "@/inngest/media/with-scratch";
import { bytesMaxOf } from "@/lib/media/bytes-max";
import { planFilms } from "@/lib/media/plan-film";
import { isStillProfile, profilesOf, type RenditionProfile } from "@/lib/media/profiles";

interface MediaResult {
  files: number;
  renditions: number;
  overLimit: number;
  failures: number;
  /** Our time for the 20 s film over one plain ffmpeg call that writes the same films. */
  ffmpegRatio: number;
  filmSeconds: number;
  plainSeconds: number;
  residentMbMax: number;
}

/** Converts a mixed set for every channel as the worker does, and says what each file became. */
export async function benchMedia(about: {
  folder: string;
  ffmpegPath: string;
  note: (sentence: string) => void;
}): Promise<MediaResult> {
  const { folder, ffmpegPath, note } = about;
  const names = await makeMedia(folder, ffmpegPath);
  const result = { files: names.length, renditions: 0, overLimit: 0, failures: 0 };
  let filmSeconds = 0;
  let residentMbMax = 0;
  const watch = setInterval(() => {
    residentMbMax = Math.max(residentMbMax, Math.round(process.memoryUsage.rss() / 1e6));
  }, 50);
  for (const name of names) {
    const path = join(folder, name);
    const started = performance.now();
    const outcomes = await convert(path, ffmpegPath);
    const seconds = (performance.now() - started) / 1000;
    if (name.startsWith("film")) filmSeconds = seconds;
    note(`${name}: ${mb((await stat(path)).size)} in, ${seconds.toFixed(1)} s`);
    for (const [profile, made] of outcomes) {
      if ("failure" in made) {
        result.failures += 1;
        note(`  ${profile.padEnd(16)} ${made.failure}`);
        continue;
      }
      result.renditions += 1;
      const bytesMax = bytesMaxOf(profile);
      if (made.bytes > bytesMax) result.overLimit += 1;
      const size = made.widthPx === null ? "" : `${made.widthPx} x ${made.heightPx} px, `;
      const loss = made.loss === null ? "" : `, loss ${(made.loss * 100).toFixed(1)} %`;
      note(
        `  ${profile.padEnd(16)} ${mb(made.bytes)} of ${mb(bytesMax)}, ${size}${made.durationSeconds ?? 0} s${loss}`,
      );
    }
  }
  clearInterval(watch);
  const plainSeconds = await plainCall(join(folder, "film-1080p-20s.mp4"), ffmpegPath, folder);
  return {
    ...result,
    ffmpegRatio: round(filmSeconds / plainSeconds),
    ...{ filmSeconds: round(filmSeconds), plainSeconds: round(plainSeconds), residentMbMax },
  };
}

async function convert(path: string, ffmpegPath: string): Promise<Map<RenditionProfile, Made>> {
  const kept = await readUpload(path, (await stat(path)).size, { ffmpegPath });
  if ("refusal" in kept) throw new Error(kept.refusal.message);
  const outcomes = new Map<RenditionProfile, Made>();
  await withScratch(async (folder) => {
    const { content, ...facts } = kept;
    if ("bytes" in content) await writeFile(join(folder, "kept"), content.bytes);
    const keptPath = "bytes" in content ? join(folder, "kept") : content.path;
    const source = { ...facts, path: keptPath, ffmpegPath, focalPoint: { x: 0.5, y: 0.5 } };
    const profiles = profilesOf(kept.kind);
    const save = async (profile: RenditionProfile, made: Made) => void outcomes.set(profile, made);
    await orderStills(source, profiles.filter(isStillProfile), folder, save);
    await makeMoving(
      source,
      profiles.filter((profile) => !isStillProfile(profile)),
      folder,
      save,
    );
  });
  return outcomes;
}

/** One call as somebody would type it who knows the settings already: no limits, no checks, no stills. */
async function plainCall(path: string, ffmpegPath: string, folder: string): Promise<number> {
  const container = containerOf("video/mp4");
  const facts = container && (await fileFacts(ffmpegPath, path, container.demuxer));
  if (!container || !facts?.video) throw new Error("The film cannot be read");
  const source = { ...facts.video, durationSeconds: facts.readSeconds, hasSound: facts.audio !== null };
  const { encodes } = planFilms(source, profilesOf("video"));
  const targets = encodes.map((encode, index) => ({ encode, path: join(folder, `plain-${index}.mp4`) }));
  const started = performance.now();
  const code = await new Promise<number | null>((resolve, reject) => {
    const args = ["-hide_banner", "-nostdin", "-nostats", "-y"];
    const child = spawn(ffmpegPath, [...args, ...filmArgs({ ffmpegPath, path, demuxer: "mov" }, source, targets)], {
      stdio: "ignore",
    });
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error("The plain call failed");
  return (performance.now() - started) / 1000;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
