import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { ROOT } from "@/bin/children";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";

/** A mixed set of uploads as people have them, made in this folder; the two clips are real ones. */
export async function makeMedia(folder: string, ffmpegPath: string): Promise<string[]> {
  const photo = await scene(4000, 3000)
    .jpeg({ quality: 92 })
    .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 30/1 0/1" } })
    .toBuffer();
  await writeFile(join(folder, "photo-12mp.jpg"), photo);
  const logo = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1000"><circle cx="700" cy="500" r="400" fill="#0a6" fill-opacity=".6"/><rect x="700" y="200" width="700" height="500" rx="80" fill="#e42"/></svg>`,
  );
  await writeFile(join(folder, "logo-alpha.png"), await sharp(logo).png().toBuffer());
  await film(ffmpegPath, join(folder, "film-1080p-20s.mp4"));
  await animation(ffmpegPath, join(folder, "animation-3mb.gif"));
  for (const clip of ["flower.mp4", "friday.mp4"]) await copyFile(join(ROOT, "bench/media", clip), join(folder, clip));
  return ["photo-12mp.jpg", "logo-alpha.png", "film-1080p-20s.mp4", "flower.mp4", "friday.mp4", "animation-3mb.gif"];
}

/** Soft shapes under a little grain: about as hard to pack as a photo. */
function scene(width: number, height: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="g"><stop offset="0" stop-color="#ffd27a"/><stop offset="1" stop-color="#16425b"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${Array.from(
    { length: 60 },
    (_, index) =>
      `<circle cx="${(index * 677) % width}" cy="${(index * 431) % height}" r="${40 + ((index * 37) % 260)}" fill="hsl(${(index * 47) % 360} 60% 50%)" fill-opacity=".5"/>`,
  ).join("")}</svg>`;
  return sharp(Buffer.from(svg)).composite([{ input: { create: grain(width, height) }, blend: "soft-light" }]);
}

function grain(width: number, height: number) {
  const noise = { type: "gaussian" as const, mean: 128, sigma: 18 };
  return { width, height, channels: 3 as const, background: "#808080", noise };
}

async function film(ffmpegPath: string, path: string): Promise<void> {
  await made(ffmpegPath, [
    ...[
      "-f",
      "lavfi",
      "-i",
      "testsrc2=size=1920x1080:rate=30:duration=20",
      "-f",
      "lavfi",
      "-i",
      "sine=220:duration=20",
    ],
    ...["-vf", "noise=alls=8:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-pix_fmt", "yuv420p"],
    ...["-c:a", "aac", "-b:a", "160k", path],
  ]);
}

async function animation(ffmpegPath: string, path: string): Promise<void> {
  const clip = join(ROOT, "bench/media/flower.mp4");
  await made(ffmpegPath, ["-i", clip, "-t", "5", "-vf", "fps=15,scale=640:-2", path]);
}

async function made(ffmpegPath: string, args: string[]): Promise<void> {
  const run = await runFfmpeg({ ffmpegPath, args, timeoutSeconds: 300, outputBytesMax: 500_000_000 });
  if (!run.ok) throw new Error(`ffmpeg could not make the set:\n${run.printed.slice(-2000)}`);
}
