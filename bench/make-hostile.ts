import { open, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { uploadBytesMax } from "@/lib/media/upload-limits";

/** Files meant to eat memory or time, and the largest that are taken; `film` is an honest one to begin from. */
export async function makeHostile(folder: string, film: string, ffmpegPath: string): Promise<string[]> {
  const names: string[] = [];
  const at = (name: string) => {
    names.push(join(folder, name));
    return join(folder, name);
  };
  const plain = (side: number) =>
    sharp({ create: { width: side, height: side, channels: 3, background: "#840" }, limitInputPixels: false });
  const moving = (name: string, source: string, codec: string) =>
    made(
      ffmpegPath,
      ["-f", "lavfi", "-i", source, "-c:v", codec, ...(codec === "gif" ? [] : ["-loop", "0"])],
      at(name),
    );

  const png = await plain(64).png().toBuffer();
  png.writeUInt32BE(50_000, 16);
  png.writeUInt32BE(50_000, 20);
  await writeFile(at("claims-50000-px.png"), png);
  await plain(11_000).png({ compressionLevel: 9 }).toFile(at("bomb-121-mp.png"));
  await plain(8_000).toColourspace("rgb16").png({ progressive: true }).toFile(at("interlaced-64-mp.png"));
  const cmyk = plain(8_000).toColourspace("cmyk").withMetadata({ orientation: 6 });
  await cmyk.jpeg({ progressive: true, chromaSubsampling: "4:4:4" }).toFile(at("cmyk-64-mp.jpg"));
  await moving("two-frames-64-mp.gif", "color=red:size=8000x8000:rate=1:duration=2", "gif");
  await moving("480-frames.gif", "testsrc2=size=640x480:rate=10:duration=48", "gif");
  await moving("180-frames.webp", "testsrc2=size=640x480:rate=10:duration=18", "libwebp_anim");
  const slow = ["-f", "lavfi", "-i", "color=size=16x16:rate=1/60:duration=10800", "-pix_fmt", "yuv420p"];
  await made(ffmpegPath, [...slow, "-c:v", "libx264"], at("three-hours.mp4"));

  const honest = await readFile(film);
  await writeFile(at("cut-off.mp4"), honest.subarray(0, Math.floor(honest.byteLength * 0.6)));
  // The most that is taken: a film, and behind it a box of nothing as long as the limit allows.
  await writeFile(at("500-mb.mp4"), honest);
  const empty = Buffer.alloc(8);
  empty.writeUInt32BE(uploadBytesMax - honest.byteLength, 0);
  empty.write("free", 4, "latin1");
  await append(join(folder, "500-mb.mp4"), empty);
  await truncate(join(folder, "500-mb.mp4"), uploadBytesMax);
  await writeFile(at("over-500-mb.mp4"), honest);
  await truncate(join(folder, "over-500-mb.mp4"), uploadBytesMax + 1);
  await writeFile(at("zeros-400-mb.mov"), honest.subarray(0, 64));
  await truncate(join(folder, "zeros-400-mb.mov"), 400_000_000);
  return names;
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "a");
  try {
    await file.appendFile(bytes);
  } finally {
    await file.close();
  }
}

async function made(ffmpegPath: string, args: string[], path: string): Promise<void> {
  const run = await runFfmpeg({ ffmpegPath, args: [...args, path], timeoutSeconds: 600, outputBytesMax: 100_000_000 });
  if (!run.ok) throw new Error(`ffmpeg could not make ${path}:\n${run.printed.slice(-2000)}`);
}
