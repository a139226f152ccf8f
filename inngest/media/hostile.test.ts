import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findFfmpeg } from "@/bin/ffmpeg";
import { readUpload } from "@/inngest/media/read-upload";
import { runFfmpeg } from "@/inngest/media/run-ffmpeg";
import { fetchRemote, type Reach } from "@/inngest/providers/fetch-remote";
import { cleanFileName } from "@/lib/media/clean-file-name";

vi.setConfig({ testTimeout: 240_000 });

const ffmpegPath = findFfmpeg(process.env.FFMPEG_PATH || undefined) ?? "";
const usualTmp = process.env.TMPDIR;
let folder = "";
let scratch = "";
let tried = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cascade-hostile-"));
  // All that is put aside while looking at a file goes here, so that nothing can be left unseen.
  scratch = join(folder, "scratch");
  await mkdir(scratch);
  process.env.TMPDIR = scratch;
});
afterAll(async () => {
  if (usualTmp === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usualTmp;
  await rm(folder, { recursive: true, force: true });
});

/** What becomes of these bytes: the refusal's sentence, or null when they were taken. */
async function sentenceFor(bytes: Uint8Array): Promise<string | null> {
  tried += 1;
  const path = join(folder, "upload");
  await writeFile(path, bytes);
  const read = await readUpload(path, (await stat(path)).size, { ffmpegPath });
  expect(await readdir(scratch)).toEqual([]);
  return "refusal" in read ? read.refusal.message : null;
}

/** Tries one file; what was taken wrongly, or refused in words nobody can act on, is collected. */
async function tryOne(about: string, bytes: Uint8Array, wrong: string[]): Promise<void> {
  const sentence = await sentenceFor(bytes);
  const isPlain = sentence !== null && /^[A-Z].{15,250}\.$/.test(sentence);
  if (!isPlain || /vips|ffmpeg version|0x|Error|undefined|\/tmp|moov/i.test(sentence))
    wrong.push(`${about}: ${sentence}`);
}

async function ffmpeg(name: string, args: string[]): Promise<Buffer> {
  const path = join(folder, name);
  const run = await runFfmpeg({ ffmpegPath, args: [...args, path], timeoutSeconds: 60, outputBytesMax: 50_000_000 });
  if (!run.ok) throw new Error(`${name}: ${run.printed.slice(-500)}`);
  return await readFile(path);
}

const picture = ["-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=6"];
const tone = ["-f", "lavfi", "-i", "sine=300:duration=6"];
const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"];

async function samples(): Promise<Record<string, Buffer>> {
  const photo = sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: "#777",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  });
  return {
    jpg: await photo.clone().jpeg().toBuffer(),
    png: await photo.clone().png().toBuffer(),
    webp: await photo.clone().webp().toBuffer(),
    gif: await ffmpeg("s.gif", picture),
    "moving.webp": await ffmpeg("s.webp", [...picture, "-c:v", "libwebp_anim", "-loop", "0"]),
    mp4: await ffmpeg("s.mp4", [...picture, ...tone, ...h264]),
    "faststart.mp4": await ffmpeg("f.mp4", [...picture, ...tone, ...h264, "-movflags", "+faststart"]),
    mov: await ffmpeg("s.mov", [...picture, ...tone, ...h264]),
    "3gp": await ffmpeg("s.3gp", [...picture, ...h264]),
    webm: await ffmpeg("s.webm", [...picture, "-c:v", "libvpx", "-deadline", "realtime"]),
    avi: await ffmpeg("s.avi", [...picture, "-c:v", "mpeg4"]),
    mp3: await ffmpeg("s.mp3", tone),
    m4a: await ffmpeg("s.m4a", tone),
    aac: await ffmpeg("s.aac", tone),
    ogg: await ffmpeg("s.ogg", [...tone, "-c:a", "libopus"]),
    wav: await ffmpeg("s.wav", tone),
    flac: await ffmpeg("s.flac", tone),
  };
}

test("every kind of file is taken whole and refused wherever it is cut off; noise behind a true beginning too", async () => {
  const wrong: string[] = [];
  for (const [name, bytes] of Object.entries(await samples())) {
    expect(await sentenceFor(bytes), name).toBeNull();
    for (const share of [0.02, 0.2, 0.45, 0.7, 0.93]) {
      const end = Math.max(3, Math.floor(bytes.byteLength * share));
      await tryOne(`${name} cut at ${end} of ${bytes.byteLength}`, bytes.subarray(0, end), wrong);
    }
    const noise = Buffer.alloc(6000, 0xa7).map((_, index) => (index * 7919 + 13) % 251);
    await tryOne(`${name} and noise`, Buffer.concat([bytes.subarray(0, 24), noise]), wrong);
  }
  expect(wrong).toEqual([]);
});

test("what only pretends is refused with a sentence that says what to do", async () => {
  const text = (words: string) => Buffer.from(words);
  const svg = (inside: string) => text(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`);
  const box = (brand: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, 24]), text(`ftyp${brand}\0\0\0\0${brand}mif1`), Buffer.alloc(400)]);
  const hostile: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    "one byte": Buffer.from([0xff]),
    zeros: Buffer.alloc(100_000),
    words: text("hello there"),
    page: text("<!doctype html><script>alert(1)</script>"),
    pdf: text("%PDF-1.7\n1 0 obj"),
    archive: text("PK\u0003\u0004".padEnd(300, "x")),
    program: Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(300)]),
    "drawing with a script": svg("<script>fetch('//evil.example')</script>"),
    "drawing that loads": svg(`<image href="file:///etc/passwd"/><use href="http://10.0.0.1/a.svg#b"/>`),
    "drawing behind a prologue": Buffer.concat([
      text(`\ufeff<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>`),
      svg("&x;"),
    ]),
    playlist: text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST"),
    "playlist behind a mark": text("\ufeff#EXTM3U\nhttp://169.254.169.254/latest/meta-data"),
    concat: text("ffconcat version 1.0\nfile /etc/passwd"),
    pls: text("[playlist]\nFile1=http://127.0.0.1/"),
    manifest: text(`<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1/</BaseURL></MPD>`),
    "script in a GIF": text(`${"GIF89a/*".padEnd(64, " ")}*/=1;alert(1)`),
    "script in a PNG": Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      text("<?php system($_GET[0]); ?>"),
    ]),
    heic: box("heic"),
    avif: box("avif"),
    "film of nothing": box("isom"),
    tiff: Buffer.concat([Buffer.from([0x49, 0x49, 0x2a, 0]), Buffer.alloc(200)]),
    bitmap: Buffer.concat([text("BM"), Buffer.alloc(200)]),
    photoshop: Buffer.concat([text("8BPS"), Buffer.from([0, 1]), Buffer.alloc(200)]),
    icon: Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), Buffer.alloc(200)]),
    flash: text("FLV\u0001\u0005".padEnd(200, "\0")),
    midi: text("MThd\0\0\0\u0006".padEnd(200, "\0")),
    "windows media": Buffer.concat([Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex"), Buffer.alloc(300)]),
  };
  const wrong: string[] = [];
  for (const [name, bytes] of Object.entries(hostile)) await tryOne(name, bytes, wrong);
  expect(wrong).toEqual([]);
});

test("sizes that are only claimed, bombs, films without a picture, and what plays too long are refused", async () => {
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#888" } })
    .png()
    .toBuffer();
  const wide = Buffer.from(photo);
  wide.writeUInt32BE(50_000, 16);
  wide.writeUInt32BE(50_000, 20);
  const jpeg = await sharp(photo).jpeg().toBuffer();
  const sof = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(50_000, sof + 5);
  jpeg.writeUInt16BE(50_000, sof + 7);
  const gif = await sharp(photo).gif().toBuffer();
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  // 60 frames of 1.1 megapixels: each would be painted anew.
  const canvas = await ffmpeg("canvas.webp", [...picture, "-c:v", "libwebp_anim", "-loop", "0"]);
  canvas.writeUIntLE(1_099, 24, 3);
  canvas.writeUIntLE(999, 27, 3);
  const one = Buffer.from("2c0000000001000100000202440100", "hex");
  const frames = Buffer.concat([
    Buffer.from("47494638396101000100800000000000ffffff", "hex"),
    ...Array(3000).fill(one),
    Buffer.from([0x3b]),
  ]);
  const bomb = await sharp({ create: { width: 11_000, height: 11_000, channels: 3, background: "#000" } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.byteLength).toBeLessThan(2_000_000);
  const slow = ["-f", "lavfi", "-i", "color=size=16x16:rate=1/60:duration=14400"];
  const hostile: Record<string, Buffer> = {
    ...{ "PNG of 50,000 px": wide, "JPEG of 50,000 px": jpeg, "GIF of 65,535 px": gif, "3,000 frames": frames, bomb },
    "WebP of 66 megapixels": canvas,
    "MP4 of sound": await ffmpeg("sound.mp4", [...tone, "-c:a", "aac"]),
    "MOV of sound": await ffmpeg("sound.mov", [...tone, "-c:a", "aac"]),
    "WebM of sound": await ffmpeg("sound.webm", [...tone, "-c:a", "libopus"]),
    "AVI of sound": await ffmpeg("sound.avi", [...tone, "-c:a", "mp3"]),
    "four hours": await ffmpeg("slow.mp4", [...slow, ...h264]),
    "four hours of WebM": await ffmpeg("slow.webm", [...slow, "-c:v", "libvpx", "-deadline", "realtime"]),
    "an hour and a half of sound": await ffmpeg("slow.mp3", [
      ...["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "5400", "-b:a", "8k"],
    ]),
  };
  const wrong: string[] = [];
  for (const [name, bytes] of Object.entries(hostile)) await tryOne(name, bytes, wrong);
  expect(wrong).toEqual([]);
  expect(await sentenceFor(hostile["four hours"] ?? Buffer.alloc(0))).toMatch(/4 hours.*10 minutes/);
});

test("what hangs on to a true picture does not come along", async () => {
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
  const path = join(folder, "polyglot");
  await writeFile(path, Buffer.concat([photo, Buffer.from("PK\u0003\u0004<script>alert(1)</script>")]));
  const read = await readUpload(path, (await stat(path)).size, { ffmpegPath });
  if ("refusal" in read || !("bytes" in read.content)) throw new Error("not taken");
  expect(read.content.bytes.includes("<script>")).toBe(false);
});

test("without ffmpeg a film is refused with a sentence that names the remedy, and a picture is taken", async () => {
  const path = join(folder, "f.mp4");
  await ffmpeg("f.mp4", [...picture, ...h264]);
  const read = await readUpload(path, (await stat(path)).size, { ffmpegPath: null });
  expect("refusal" in read && read.refusal.message).toMatch(/FFMPEG_PATH/);
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["..\\..\\windows\\system.ini", "system.ini"],
  ["/abs/olute.png", "olute.png"],
  ["a\u0000b\r\n.png", "ab.png"],
  ["\u202egnp.exe", "gnp.exe"],
  ["..", ".."],
  ["", "upload"],
  ["///", "upload"],
  ["x".repeat(5000), "x".repeat(200)],
])("the name %j is shown as %j and never a path", (given, shown) => {
  expect(cleanFileName(given)).toBe(shown);
});

const closedAddresses = [
  ...["http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/"],
  ...["http://0x7f.1/", "http://0/", "http://0.0.0.0/", "http://127.255.255.254/", "http://[::1]/", "http://[::]/"],
  ...[
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:0a00:0001]/",
    "http://10.0.0.1/",
  ],
  ...["http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://169.254.169.254/latest/"],
  ...["http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[fe80::1]/"],
  ...["http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"],
  ...["http://[2001:0:7f00:1::]/", "http://[ff02::1]/", "http://user:pass@example.org/", "http://example.org:22/"],
  ...["https://example.org:8443/", "file:///etc/passwd", "ftp://example.org/a.png", "gopher://example.org/"],
  ...["data:image/png;base64,AAAA", "javascript:alert(1)", "//example.org/a.png", "", "http://"],
  ...["http://１２７.０.０.１/", "http://127。0。0。1/", "http://localhost/", "http://printer/"],
];

/** The internet as these tests know it: every name leads to our own server, but for some. */
function smallWorld(port: number, names: Record<string, string[]> = {}): Reach {
  return {
    resolve: async (hostname) => names[hostname] ?? ["127.0.0.1"],
    isOpen: (address) => address === "127.0.0.1",
    ports: new Set([port]),
  };
}

async function serve(answer: Parameters<typeof createServer>[1]): Promise<{ server: Server; port: number }> {
  const server = createServer(answer as never);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

test("no spelling of a closed address is fetched", async () => {
  const path = join(folder, "remote");
  const own = async (hostname: string) => (hostname === "localhost" ? ["127.0.0.1", "::1"] : ["10.1.2.3"]);
  const { isPublicAddress } = await import("@/inngest/providers/is-public-address");
  const reach: Reach = { resolve: own, isOpen: isPublicAddress, ports: new Set([80, 443]) };
  for (const url of closedAddresses) {
    tried += 1;
    const fetched = await fetchRemote(url, { path, bytesMax: 1000, timeoutSeconds: 5 }, reach);
    expect("refusal" in fetched && fetched.refusal.code, url).toBe("address_not_allowed");
    await expect(stat(path)).rejects.toThrow();
  }
  for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"]) {
    expect(isPublicAddress(address)).toBe(true);
  }
});

test("redirects and names are checked at every hop, and size and time are bounded", async () => {
  const asked: string[] = [];
  const { server, port } = await serve((request, response) => {
    const at = request.url ?? "";
    asked.push(at);
    const go = (location: string) => response.writeHead(302, { location }).end();
    if (at === "/good") response.end("hello");
    else if (at === "/to-good") go("/good");
    else if (at === "/to-loopback") go(`http://[::1]:${port}/good`);
    else if (at === "/to-metadata") go("http://169.254.169.254/latest/meta-data");
    else if (at === "/to-other-port") go("http://files.example:22/");
    else if (at === "/to-inside") go(`http://inside.example:${port}/good`);
    else if (at === "/to-mixed") go(`http://mixed.example:${port}/good`);
    else if (at === "/to-file") go("file:///etc/passwd");
    else if (at === "/round") go("/round");
    else if (at === "/endless") {
      const more = (): void =>
        void (response.write(Buffer.alloc(64_000)) ? setImmediate(more) : response.once("drain", more));
      response.on("close", () => response.removeAllListeners("drain"));
      more();
    } else if (at === "/silent") response.writeHead(200).flushHeaders();
    else response.writeHead(404).end();
  });
  try {
    const path = join(folder, "remote");
    const names = { "inside.example": ["10.0.0.5"], "mixed.example": ["127.0.0.1", "192.168.0.9"] };
    const get = (at: string, reach = smallWorld(port, names)) => {
      tried += 1;
      return fetchRemote(`http://files.example:${port}${at}`, { path, bytesMax: 100_000, timeoutSeconds: 2 }, reach);
    };
    const code = async (at: string, reach?: Reach) => {
      const fetched = await get(at, reach);
      await expect(stat(path)).rejects.toThrow();
      return "refusal" in fetched ? fetched.refusal.code : "fetched";
    };
    expect(await get("/to-good")).toEqual({ bytes: 5, fileName: "good" });
    expect(await readFile(path, "utf8")).toBe("hello");
    await rm(path);
    asked.length = 0;
    const hops = ["/to-loopback", "/to-metadata", "/to-other-port", "/to-inside", "/to-mixed", "/to-file"];
    for (const at of hops) expect(await code(at), at).toBe("address_not_allowed");
    expect(asked).toEqual(hops);
    expect(await code("/round")).toBe("too_many_redirects");
    expect(await code("/endless")).toBe("too_large");
    expect(await code("/silent")).toBe("too_slow");
    expect(await code("/missing")).toBe("address_not_found");
    // A name that is open when first asked and closed from then on: asked once for each connection, and that answer counts.
    let times = 0;
    const fickle: Reach = {
      ...smallWorld(port),
      resolve: async () => (times++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]),
    };
    expect(await get("/good", fickle)).toMatchObject({ bytes: 5 });
    expect(times).toBe(1);
    await rm(path);
    expect(await code("/good", fickle)).toBe("address_not_allowed");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("enough was tried", () => {
  expect(tried).toBeGreaterThanOrEqual(200);
});
