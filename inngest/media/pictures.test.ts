import sharp, { type Metadata } from "sharp";
import { describe, expect, test } from "vitest";
import { imageLimits } from "@/lib/media/plan-image";
import { stillProfiles } from "@/lib/media/profiles";
import { makeRendition } from "./make-rendition";
import { type KeptPicture, readPicture } from "./read-picture";

const centre = { x: 0.5, y: 0.5 };

/** Pixels nothing compresses well: the worst case for a limit in bytes. */
function noise(width: number, height: number, channels: 3 | 4 = 3) {
  return sharp({
    create: { width, height, channels, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  });
}

function bytesOf(made: Awaited<ReturnType<typeof makeRendition>>): Buffer {
  if (made === "too_detailed") throw new Error("nothing fits");
  return made.bytes;
}

async function kept(bytes: Uint8Array): Promise<KeptPicture> {
  const picture = await readPicture(bytes, { ffmpegPath: null });
  if ("refusal" in picture) throw new Error(picture.refusal.message);
  return picture;
}

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const picture = await readPicture(bytes, { ffmpegPath: null });
  return "refusal" in picture ? picture.refusal.code : "accepted";
}

async function expectWithinLimits(picture: Uint8Array) {
  for (const profile of stillProfiles) {
    const made = await makeRendition(picture, profile, centre);
    if (made === "too_detailed") throw new Error(`nothing fits ${profile}`);
    const limits = imageLimits[profile];
    expect(made.bytes.byteLength, profile).toBeLessThanOrEqual(limits.bytesMax);
    const found: Metadata = await sharp(made.bytes).metadata();
    expect([found.format, found.width, found.height]).toEqual(["jpeg", made.widthPx, made.heightPx]);
    expect(made.widthPx).toBeLessThanOrEqual(limits.widthPxMax);
    expect(made.heightPx).toBeLessThanOrEqual(limits.heightPxMax);
    expect([found.exif, found.icc, found.xmp, found.orientation]).toEqual([undefined, undefined, undefined, undefined]);
  }
}

describe("renditions", () => {
  test("a 12 megapixel photo of noise fits every channel's bytes", async () => {
    const photo = await noise(4000, 3000).jpeg({ quality: 95 }).toBuffer();
    expect(photo.byteLength).toBeGreaterThan(5_000_000);
    await expectWithinLimits((await kept(photo)).content.bytes);
  });

  test("a transparent PNG becomes white where it was clear", async () => {
    const logo = await sharp({ create: { width: 900, height: 600, channels: 4, background: "#ff000000" } })
      .png()
      .toBuffer();
    const picture = await kept(logo);
    expect(picture.mime).toBe("image/png");
    await expectWithinLimits(picture.content.bytes);
    const made = await makeRendition(picture.content.bytes, "mms", centre);
    const { dominant } = await sharp(bytesOf(made)).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240);
  });

  test("an animation is kept whole and its first frame is sent", async () => {
    const frames = await Promise.all(
      ["#0000ff", "#ff0000"].map((background) =>
        sharp({ create: { width: 300, height: 200, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const picture = await kept(gif);
    expect([picture.mime, picture.widthPx, picture.heightPx]).toEqual(["image/gif", 300, 200]);
    expect(picture.content.bytes.equals(gif)).toBe(true);
    await expectWithinLimits(picture.content.bytes);
    const made = await makeRendition(picture.content.bytes, "messenger", centre);
    const { channels } = await sharp(bytesOf(made)).stats();
    expect(channels[2]?.mean).toBeGreaterThan(240);
    expect(channels[0]?.mean).toBeLessThan(15);
  });

  test("a card shows the part around the focal point", async () => {
    const redTop = await sharp({ create: { width: 600, height: 300, channels: 3, background: "#ff0000" } })
      .png()
      .toBuffer();
    const portrait = await sharp({ create: { width: 600, height: 1200, channels: 3, background: "#0000ff" } })
      .composite([{ input: redTop, top: 0, left: 0 }])
      .png()
      .toBuffer();
    const redness = async (y: number) => {
      const made = await makeRendition(portrait, "rcs-card", { x: 0.5, y });
      return (await sharp(bytesOf(made)).stats()).channels[0]?.mean ?? 0;
    };
    expect(await redness(0)).toBeGreaterThan(240);
    expect(await redness(0.9)).toBeLessThan(15);
  });

  test("a picture of one pixel stays one pixel", async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#00ff00" } })
      .png()
      .toBuffer();
    await expectWithinLimits(dot);
  });
});

describe("uploads", () => {
  test("the place and camera are gone, the picture stands upright, colours are sRGB", async () => {
    const photo = await sharp({ create: { width: 400, height: 200, channels: 3, background: "#ff8800" } })
      .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitude: "52/1 31/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const picture = await kept(photo);
    expect([picture.widthPx, picture.heightPx]).toEqual([200, 400]);
    const found = await sharp(picture.content.bytes).metadata();
    expect([found.exif, found.orientation, found.space]).toEqual([undefined, undefined, "srgb"]);
  });

  test("a print picture (CMYK) becomes sRGB", async () => {
    const print = await noise(200, 100).toColourspace("cmyk").jpeg().toBuffer();
    expect((await sharp(print).metadata()).space).toBe("cmyk");
    expect((await sharp((await kept(print)).content.bytes).metadata()).space).toBe("srgb");
  });

  test("a picture larger than any use is kept smaller", async () => {
    const wide = await sharp({ create: { width: 6000, height: 1500, channels: 3, background: "#123456" } })
      .jpeg()
      .toBuffer();
    const picture = await kept(wide);
    expect([picture.widthPx, picture.heightPx]).toEqual([4096, 1024]);
  });

  test("what the bytes are counts, not the name: everything else is refused with its reason", async () => {
    const photo = await noise(800, 600).jpeg().toBuffer();
    expect(await refusalOf(new Uint8Array())).toBe("file_empty");
    expect(await refusalOf(Buffer.from("%PDF-1.7 not a picture at all, said the reader"))).toBe("not_a_picture");
    expect(await refusalOf(Buffer.from("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"))).toBe(
      "not_a_picture",
    );
    expect(await refusalOf(Buffer.from("just some words"))).toBe("not_a_picture");
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic")]);
    expect(await refusalOf(heic)).toBe("not_a_picture");
    expect(await refusalOf(photo.subarray(0, photo.byteLength / 2))).toBe("picture_damaged");
    expect(await refusalOf((await noise(400, 300).png().toBuffer()).subarray(0, 5000))).toBe("picture_damaged");
    expect(await refusalOf(photo)).toBe("accepted");
  });

  test("a decompression bomb is refused by its header, before anything is unpacked", async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#000000" } })
      .png({ compressionLevel: 9, palette: false })
      .toBuffer();
    expect(bomb.byteLength).toBeLessThan(1_000_000);
    expect(await refusalOf(bomb)).toBe("too_many_pixels");
  });
});
