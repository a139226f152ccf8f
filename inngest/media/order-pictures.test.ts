import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Made } from "@/inngest/media/made";
import { orderReading, orderStills } from "@/inngest/media/order-pictures";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
let photo = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cascade-order-"));
  photo = join(folder, "photo.jpg");
  await sharp({ create: { width: 900, height: 600, channels: 3, background: "#369" } })
    .jpeg()
    .toFile(photo);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a picture that needs more memory than it may have is refused, and whoever asked lives on", async () => {
  expect(await orderReading(photo, { ffmpegPath: null })).toMatchObject({ kind: "image", widthPx: 900, heightPx: 600 });
  const read = await orderReading(photo, { ffmpegPath: null }, 1_000_000);
  expect("refusal" in read && read.refusal.message).toMatch(/too much memory/);
});

test("stills are handed on one after the other; what cannot be read is an outcome", async () => {
  const source = { kind: "image", mime: "image/jpeg", durationSeconds: null, ffmpegPath: null } as const;
  const focalPoint = { x: 0.5, y: 0.5 };
  const outcomes = new Map<string, Made>();
  const save = async (profile: string, made: Made) => void outcomes.set(profile, made);
  await orderStills({ ...source, focalPoint, path: photo }, ["mms", "push"], folder, save);
  expect(outcomes.get("mms")).toMatchObject({ mime: "image/jpeg", widthPx: 900 });
  expect(outcomes.get("push")).toMatchObject({ mime: "image/jpeg", path: expect.stringMatching(/push/) });

  const noise = join(folder, "noise.jpg");
  await writeFile(noise, "not a picture");
  await orderStills({ ...source, focalPoint, path: noise }, ["mms"], folder, save);
  expect(outcomes.get("mms")).toEqual({ failure: "The picture could not be read. Upload it again." });
});

test("an outcome that cannot be saved is heard of", async () => {
  const source = { kind: "image", mime: "image/jpeg", durationSeconds: null, ffmpegPath: null } as const;
  const save = async () => {
    throw new Error("the database is away");
  };
  const ordered = orderStills({ ...source, focalPoint: { x: 0.5, y: 0.5 }, path: photo }, ["mms"], folder, save);
  await expect(ordered).rejects.toThrow("the database is away");
});

test("the process ends with whoever started it", async () => {
  // Nobody ever writes into it, so reading it hangs beside the thread, as a decoder may.
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  const wanted = { work: "read", path, folder, ffmpegPath: null, residentBytesMax: 1e12 };
  const args = ["--import", "tsx", "inngest/media/picture-process.ts"];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] });
  const ended = once(child, "exit");
  child.stdin.write(`${JSON.stringify(wanted)}\n`);
  await once(child.stdout, "data");
  child.stdin.end();
  expect(await ended).toEqual([null, "SIGKILL"]);
});
