import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findFfmpeg } from "@/bin/ffmpeg";
import { containerOf } from "@/inngest/media/containers";
import { fileFacts } from "@/inngest/media/file-facts";
import type { KeptMedia } from "@/inngest/media/kept-media";
import type { Made } from "@/inngest/media/made";
import { makeMoving, makeStills } from "@/inngest/media/make-all";
import { readUpload } from "@/inngest/media/read-upload";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { bytesMaxOf } from "@/lib/media/bytes-max";
import { isStillProfile, profilesOf, type RenditionProfile } from "@/lib/media/profiles";

// Encoding beside other work takes its time.
vi.setConfig({ testTimeout: 120_000 });

const ffmpegPath = findFfmpeg(process.env.FFMPEG_PATH || undefined) ?? "";
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cascade-moving-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(name: string, args: string[]): Promise<string> {
  const path = join(folder, name);
  const run = await runFfmpeg({ ffmpegPath, args: [...args, path], timeoutSeconds: 60, outputBytesMax: 50_000_000 });
  if (!run.ok) throw new Error(run.printed);
  return path;
}

async function kept(path: string): Promise<KeptMedia> {
  const found = await readUpload(path, (await stat(path)).size, { ffmpegPath });
  if ("refusal" in found) throw new Error(found.refusal.message);
  return found;
}

/** Converts for every profile and checks each file against its limit. */
async function convert(path: string) {
  const { content, ...facts } = await kept(path);
  const keptPath = "path" in content ? content.path : join(folder, "kept.gif");
  if ("bytes" in content) await writeFile(keptPath, content.bytes);
  const made = new Map<RenditionProfile, Made>();
  const source = { ...facts, path: keptPath, ffmpegPath, focalPoint: { x: 0.5, y: 0.5 } };
  const save = async (profile: RenditionProfile, outcome: Made) => void made.set(profile, outcome);
  const profiles = profilesOf(facts.kind);
  await makeStills(source, profiles.filter(isStillProfile), folder, save);
  const moving = profiles.filter((profile) => !isStillProfile(profile));
  await makeMoving(source, moving, folder, save);
  expect([...made.keys()].sort()).toEqual([...profiles].sort());
  const file = (profile: RenditionProfile) => {
    const found = made.get(profile);
    if (!found || "failure" in found) throw new Error(`${profile}: ${found?.failure}`);
    return found;
  };
  for (const [profile, outcome] of made) {
    if (!("failure" in outcome)) expect(outcome.bytes, profile).toBeLessThanOrEqual(bytesMaxOf(profile));
  }
  return { facts, made, file };
}

async function probe(path: string, mime: string) {
  const container = containerOf(mime);
  return container && (await fileFacts(ffmpegPath, path, container.demuxer));
}

const film = (seconds: number) => ["-f", "lavfi", "-i", `testsrc2=size=640x360:rate=25:duration=${seconds}`];
const tone = (seconds: number) => ["-f", "lavfi", "-i", `sine=330:duration=${seconds}`];
const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

test("a film becomes an MP4 with sound for each channel and a GIF for MMS, all within their limits", async () => {
  const title = ["-metadata", "title=secret place", "-metadata", "location=+52.5+013.4/"];
  const path = await make("film.mov", [...film(2), ...tone(2), ...h264, "-c:a", "aac", ...title]);
  const { facts, file } = await convert(path);
  expect(facts).toMatchObject({ kind: "video", mime: "video/quicktime", widthPx: 640, heightPx: 360 });
  for (const profile of ["mms-video", "rcs-video", "whatsapp-video", "messenger-video", "web-video"] as const) {
    const found = await probe(file(profile).path, "video/mp4");
    expect(found?.video?.codec).toBe("h264");
    expect(found?.audio?.codec).toBe("aac");
    expect(found?.readSeconds).toBeCloseTo(2, 0);
    const bytes = await readFile(file(profile).path);
    expect(bytes.includes("secret place") || bytes.includes("+52.5")).toBe(false);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  }
  // The same settings are encoded once.
  expect(file("web-video").path).toBe(file("whatsapp-video").path);
  expect(file("mms-video").loss).toBeLessThan(0.2);
  const gif = await sharp(file("mms-gif").path).metadata();
  expect(gif.format).toBe("gif");
  expect(gif.pages).toBeGreaterThan(5);
  expect(Math.max(gif.width, gif.pageHeight ?? 0)).toBeLessThanOrEqual(480);
});

test("a film on its side is turned upright, and its still is not the black it begins with", async () => {
  const black = ["-f", "lavfi", "-i", "color=black:size=320x180:rate=10:duration=1"];
  const bars = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=2"];
  const joined = await make("joined.mp4", [...black, ...bars, "-filter_complex", "concat=n=2:v=1", ...h264]);
  const path = await make("turned.mp4", ["-display_rotation", "90", "-i", joined, "-c", "copy"]);
  const { facts, file } = await convert(path);
  expect([facts.widthPx, facts.heightPx]).toEqual([180, 320]);
  expect([file("web-video").widthPx, file("web-video").heightPx]).toEqual([180, 320]);
  const still = file("messenger");
  expect([still.widthPx, still.heightPx]).toEqual([180, 320]);
  expect((await sharp(still.path).stats()).entropy).toBeGreaterThan(3);
});

test("a film too long for MMS says so and is made for the others", async () => {
  const path = await make("long.webm", [
    ...["-f", "lavfi", "-i", "color=teal:size=160x90:rate=5:duration=40", "-c:v", "libvpx", "-deadline", "realtime"],
  ]);
  const { facts, made, file } = await convert(path);
  expect(facts.mime).toBe("video/webm");
  const outcome = made.get("mms-video");
  expect(outcome && "failure" in outcome && outcome.failure).toMatch(
    /longer than 30 seconds.*still picture and a link/,
  );
  expect(file("rcs-video").mime).toBe("video/mp4");
});

test("an animation keeps its motion as GIF and becomes a film for WhatsApp; moving WebP and PNG become one", async () => {
  const webp = ["-c:v", "libwebp_anim", "-loop", "0"];
  const sources = {
    "a.gif": [],
    "a.webp": webp,
    "a.png": ["-f", "apng"],
  };
  for (const [name, codec] of Object.entries(sources)) {
    const path = await make(name, ["-f", "lavfi", "-i", "testsrc2=size=200x120:rate=10:duration=1", ...codec]);
    const media = await kept(path);
    expect(media, name).toMatchObject({ kind: "gif", mime: "image/gif", widthPx: 200, heightPx: 120 });
    expect(media.durationSeconds, name).toBeCloseTo(1, 0);
  }
  const { file } = await convert(join(folder, "a.gif"));
  for (const profile of ["mms-gif", "rcs-gif", "messenger-gif"] as const) {
    expect((await sharp(file(profile).path).metadata()).pages).toBe(10);
  }
  expect((await probe(file("whatsapp-video").path, "video/mp4"))?.video?.codec).toBe("h264");
});

test("sound becomes an MP3 for each channel, a long one at a lower rate, without its tags", async () => {
  for (const name of ["a.ogg", "a.wav", "a.flac", "a.m4a", "a.aac", "a.mp3"]) {
    expect(await kept(await make(name, tone(1))), name).toMatchObject({ kind: "audio", widthPx: null });
  }
  const path = await make("long.mp3", [...tone(150), "-b:a", "32k", "-metadata", "title=secret"]);
  const { file, facts } = await convert(path);
  expect(facts).toMatchObject({ kind: "audio", mime: "audio/mpeg" });
  expect(file("mms-audio").bytes).toBeGreaterThan(300_000);
  expect(file("web-audio").path).toBe(file("whatsapp-audio").path);
  expect((await readFile(file("mms-audio").path)).includes("secret")).toBe(false);
});
