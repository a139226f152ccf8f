/**
 * The process in which pictures are decoded and encoded. It is given orders as lines of JSON, says what comes of each in
 * the same way, and ends with whoever started it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import sharp from "sharp";
import { putScratchInto } from "@/inngest/media/env";
import { makeStills } from "@/inngest/media/make-all";
import { type PictureOrder, type PictureReport, readPictureOrder } from "@/inngest/media/picture-order";
import { readPicture } from "@/inngest/media/read-picture";

const LOOK_MS = 50;

sharp.concurrency(1);
sharp.cache(false);

function say(report: PictureReport): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(report)}\n`, () => resolve()));
}

// Decoders work beside this thread and cannot be interrupted; only a kill ends them at once.
const end = () => process.kill(process.pid, "SIGKILL");

/** Ends the process when it holds more than it may; answers how to stop looking. */
function watchMemory(residentBytesMax: number): () => void {
  const look = () => {
    if (process.memoryUsage.rss() > residentBytesMax) end();
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

async function carryOut(order: PictureOrder): Promise<void> {
  if (order.work === "stills") {
    const { source, profiles, folder } = order;
    return await makeStills(source, profiles, folder, (profile, made) => say({ about: "made", profile, made }));
  }
  const read = await readPicture(await readFile(order.path), { ffmpegPath: order.ffmpegPath });
  if ("refusal" in read) return await say({ about: "refused", refusal: read.refusal });
  const { content, ...facts } = read;
  const path = join(order.folder, "kept");
  await writeFile(path, content.bytes);
  await say({ about: "kept", ...facts, path });
}

const input = createInterface({ input: process.stdin });
input.on("close", end);
input.on("line", async (line) => {
  const order = readPictureOrder(line);
  await say({ about: "begun" });
  // Whoever ordered removes that folder, and with it all that is left when this process is killed.
  putScratchInto(order.folder);
  const stopWatching = watchMemory(order.residentBytesMax);
  await carryOut(order);
  stopWatching();
  await say({ about: "done", residentBytes: process.memoryUsage.rss() });
});
