import fc from "fast-check";
import jsqr from "jsqr";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { drawPicture } from "@/inngest/media/draw/draw-picture";
import { type DrawnProfile, drawnProfiles, frameOf } from "@/lib/drawing/frames";
import { drawingSchema } from "@/lib/drawing/schema";

const now = new Date("2026-11-26T19:12:30Z");
const style = { background: "#fffdf8", foreground: "#26221d", accent: "#0b6470" };
const mediaId = "0190c1a0-0000-7000-8000-0000000000aa";
const centre = { x: 0.5, y: 0.5 };
type Input = z.input<typeof drawingSchema>;

async function drawn(input: Input, profile: DrawnProfile, picture: Buffer | null = null, at = now) {
  const drawing = drawingSchema.parse(input);
  const frame = frameOf(drawing.kind, profile);
  const ground = { now: at, picture: picture && { bytes: picture, focalPoint: centre } };
  const bytes = (await drawPicture(drawing, frame, ground))?.bytes ?? null;
  if (bytes === null) throw new Error("not drawn");
  const { format, width, height, channels } = await sharp(bytes).metadata();
  expect({ format, width, height, channels }).toEqual({
    format: frame.mime === "image/png" ? "png" : "jpeg",
    width: frame.widthPx,
    height: frame.heightPx,
    channels: 3,
  });
  expect(bytes.byteLength).toBeLessThanOrEqual(frame.bytesMax);
  return bytes;
}

/** Pixels nothing compresses well. */
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  })
    .jpeg()
    .toBuffer();

async function differs(first: Buffer, second: Buffer): Promise<number> {
  const [left, right] = await Promise.all([first, second].map((bytes) => sharp(bytes).greyscale().raw().toBuffer()));
  if (left === undefined || right === undefined) throw new Error("two pictures");
  return left.reduce((count, value, index) => count + (Math.abs(value - (right[index] ?? 0)) > 40 ? 1 : 0), 0);
}

const countdown: Input = {
  ...{ kind: "countdown", deadline: "2026-11-30T23:00:00Z", timeZone: "America/New_York" },
  ...{ label: "Sale ends", locale: "en-US", style },
};

const hostile = fc.constantFrom(
  '"/><script>alert(1)</script>&lt;<!--',
  "]]><image href='file:///etc/passwd'/>",
  "\u202e\u2066gnp.exe",
  "W".repeat(500),
  `Z${"\u0301".repeat(300)}`,
  "🎉".repeat(60),
  "مرحبا ".repeat(40),
  "\0\u0007\r\n",
  "",
);

describe("every kind, on every channel", () => {
  const kinds: [string, fc.Arbitrary<Input>][] = [
    [
      "countdown",
      fc.record({
        label: fc.oneof(hostile, fc.string({ unit: "binary" })),
        locale: fc.constantFrom("en", "de", "ar", "fa", "he", "ja", "uk", "nonsense"),
        timeZone: fc.constantFrom("UTC", "Asia/Kathmandu", "America/St_Johns"),
        deadline: fc
          .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2099-01-01T00:00:00Z"), noInvalidDate: true })
          .map((moment) => moment.toISOString()),
        style: fc.record({
          background: fc.stringMatching(/^#[0-9a-f]{6}$/),
          foreground: fc.stringMatching(/^#[0-9a-f]{6}$/),
          accent: fc.stringMatching(/^#[0-9a-f]{6}$/),
        }),
        kind: fc.constant("countdown" as const),
      }),
    ],
    [
      "map",
      fc.record({
        kind: fc.constant("map" as const),
        latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0)),
        longitude: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 0)),
        label: hostile,
      }),
    ],
    [
      "caption",
      fc.record({
        ...{ kind: fc.constant("caption" as const), mediaId: fc.constant(mediaId), text: hostile },
        place: fc.constantFrom("top" as const, "middle" as const, "bottom" as const),
        color: fc.stringMatching(/^#[0-9a-f]{6}$/),
      }),
    ],
  ];
  test.each(kinds)("%s: exactly its frame, within its bytes, whatever it says", async (_, inputs) => {
    const photo = await sharp({ create: { width: 700, height: 500, channels: 3, background: "#88aacc" } })
      .png()
      .toBuffer();
    await fc.assert(
      fc.asyncProperty(inputs, fc.constantFrom(...drawnProfiles), async (input, profile) => {
        await drawn(input, profile, photo);
      }),
      { numRuns: 10 },
    );
  });

  test("the same drawing gives the same bytes", async () => {
    const map: Input = { kind: "map", latitude: 30.2672, longitude: -97.7431, label: "Shop" };
    for (const input of [countdown, map]) {
      expect((await drawn(input, "push")).equals(await drawn(input, "push"))).toBe(true);
    }
  });
});

describe("a code", () => {
  test.each([
    ["SAVE20-XK7Q", "Your code"],
    ["https://shop.example/c?p=9&who=Zo%C3%AB", ""],
    ["x".repeat(500), "The longest"],
    ["Grüße, مرحبا, 田中 🎉\nline two", "Any script may stand in the code itself"],
  ])("can be read again on every channel: %s", async (text, caption) => {
    for (const profile of drawnProfiles) {
      const bytes = await drawn({ kind: "qr", text, caption }, profile);
      const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      const read = jsqr(new Uint8ClampedArray(data), info.width, info.height, { inversionAttempts: "dontInvert" });
      expect(Buffer.from(read?.binaryData ?? []).toString("utf8"), profile).toBe(text);
    }
  });
});

describe("a countdown", () => {
  test("shows another time a minute later, and one last picture once it is over", async () => {
    const at = (iso: string) => drawn(countdown, "push", null, new Date(iso));
    expect(await differs(await at("2026-11-26T19:12:00Z"), await at("2026-11-26T19:13:00Z"))).toBeGreaterThan(50);
    const ended = await at("2026-11-30T23:00:00Z");
    expect(ended.equals(await at("2026-12-25T08:00:00Z"))).toBe(true);
  });
});

describe("a map", () => {
  test("has its pin in the middle and shows other borders elsewhere", async () => {
    const at = (latitude: number, longitude: number) => drawn({ kind: "map", latitude, longitude, label: "" }, "push");
    const [austin, fiji] = [await at(30.2672, -97.7431), await at(-18.14, 178.44)];
    expect(await differs(austin, fiji)).toBeGreaterThan(5_000);
    const strip = await sharp(fiji).extract({ left: 492, top: 100, width: 40, height: 200 }).raw().toBuffer();
    const isPin = (at: number) =>
      Math.hypot((strip[at] ?? 0) - 11, (strip[at + 1] ?? 0) - 100, (strip[at + 2] ?? 0) - 112) < 8;
    expect(
      Array.from({ length: strip.length / 3 }, (_, index) => isPin(index * 3)).filter(Boolean).length,
    ).toBeGreaterThan(300);
  });
});

describe("words on a picture", () => {
  const caption = (text: string, color = "#ffffff"): Input => ({
    kind: "caption",
    mediaId,
    text,
    place: "bottom",
    color,
  });

  test("are legible on white and on black, and leave the rest of it alone", async () => {
    for (const [background, color] of [
      ["#ffffff", "#ffffff"],
      ["#000000", "#14181a"],
    ] as const) {
      const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background } })
        .png()
        .toBuffer();
      const [bare, worded] = [await drawn(caption(""), "mms", photo), await drawn(caption("Zoë", color), "mms", photo)];
      expect(await differs(bare, worded)).toBeGreaterThan(1000);
      const upper = (bytes: Buffer) =>
        sharp(bytes).extract({ left: 0, top: 0, width: 1080, height: 300 }).png().toBuffer();
      expect(await differs(await upper(bare), await upper(worded))).toBe(0);
    }
  });

  test("fit the bytes of every channel, even on noise", async () => {
    const photo = await noise(1200, 900);
    for (const profile of ["mms", "push", "thumbnail"] as const) await drawn(caption("Happy birthday"), profile, photo);
  });
});

describe("a product picture", () => {
  const photo: Input = { kind: "photo", url: "https://shop.example/a.jpg" };

  test("is shown whole on its own white when its shape is another", async () => {
    const red = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#ff0000" } })
      .png()
      .toBuffer();
    const product = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#ffffff" } })
      .composite([{ input: red }])
      .png()
      .toBuffer();
    const { data } = await sharp(await drawn(photo, "rcs-card", product))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * 1440 + x) * 3, (y * 1440 + x) * 3 + 3)];
    expect(Math.min(...pixel(10, 360))).toBeGreaterThan(245);
    expect(pixel(720, 360)[0]).toBeGreaterThan(240);
    expect(pixel(720, 360)[1]).toBeLessThan(15);
  });

  test("fits every channel: noise, one pixel, a strip, transparency", async () => {
    const one = await sharp({ create: { width: 1, height: 1, channels: 4, background: "#00ff0080" } })
      .png()
      .toBuffer();
    const strip = await sharp({ create: { width: 3000, height: 4, channels: 3, background: "#123456" } })
      .png()
      .toBuffer();
    for (const picture of [await noise(900, 900), await noise(400, 900), one, strip]) {
      for (const profile of ["mms", "push", "thumbnail"] as const) await drawn(photo, profile, picture);
    }
  });

  test("that is drawn by instructions is left alone, however small: they may take hours to follow", async () => {
    const frame = frameOf("photo", "mms");
    const turbulence = '<filter id="f"><feTurbulence baseFrequency="0.01" numOctaves="9"/></filter>';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">${turbulence}<rect width="99" height="99" filter="url(#f)"/></svg>`;
    for (const bytes of [svg, `<?xml version="1.0"?>${svg}`, "%PDF-1.4 "].map((text) => Buffer.from(text))) {
      const picture = { bytes, focalPoint: centre };
      expect((await drawPicture(drawingSchema.parse(photo), frame, { now, picture }))?.isFinal).toBe(false);
    }
  });

  test("that is none is drawn by its name, for this time", async () => {
    const frame = frameOf("photo", "mms");
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>');
    const unreadable = [Buffer.from("no picture"), Buffer.alloc(0), svg, (await noise(50, 50)).subarray(0, 200)];
    for (const bytes of [...unreadable, null]) {
      const picture = bytes === null ? null : { bytes, focalPoint: centre };
      const named = drawingSchema.parse({ ...photo, label: "A <red> kayak" });
      const drawn = await drawPicture(named, frame, { now, picture });
      expect(drawn?.isFinal).toBe(false);
      expect(await sharp(drawn?.bytes).metadata()).toMatchObject({ width: frame.widthPx, height: frame.heightPx });
    }
    const nameless = drawingSchema.parse({ kind: "photo", url: null });
    expect((await drawPicture(nameless, frame, { now, picture: null }))?.isFinal).toBe(true);
  });
});
