import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { drawingFile } from "@/lib/drawing/drawing-file";
import { decodeDrawingToken, encodeDrawingToken } from "@/lib/drawing/drawing-token";
import { drawnProfiles, frameOf } from "@/lib/drawing/frames";
import { drawingSchema } from "@/lib/drawing/schema";
import { tidyWords } from "@/lib/drawing/tidy-words";
import { imageLimits } from "@/lib/media/plan-image";

const macOf = (secret: string) => (bytes: Uint8Array) =>
  new Uint8Array(createHmac("sha256", secret).update(bytes).digest());
const mac = macOf("ours");
const workspaceId = "0190c1a0-0000-7000-8000-000000000001";
const mediaId = "0190c1a0-0000-7000-8000-0000000000aa";
const publicUrl = "https://messages.example-of-a-rather-long-name.com";

const style = { background: "#FFFFFF", foreground: "#111111", accent: "#0a7a80" };
const anyText = fc.string({ unit: "binary", maxLength: 400 });
const colour = fc.stringMatching(/^#[0-9a-f]{6}$/);

/** Drawings that can be drawn, whatever the words in them. */
const drawings: fc.Arbitrary<z.input<typeof drawingSchema>> = fc.oneof(
  fc.record({
    kind: fc.constant("countdown" as const),
    deadline: fc
      .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
      .map((moment) => moment.toISOString()),
    timeZone: fc.constantFrom("UTC", "America/Argentina/ComodRivadavia", "Asia/Kathmandu"),
    label: anyText,
    locale: anyText,
    style: fc.record({ background: colour, foreground: colour, accent: colour }),
  }),
  fc.record({
    kind: fc.constant("qr" as const),
    text: fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" }).filter((text) => !/\p{Cc}|\p{Cs}/u.test(text)),
    caption: anyText,
  }),
  fc.record({
    kind: fc.constant("map" as const),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    label: anyText,
  }),
  fc.record({
    kind: fc.constant("caption" as const),
    mediaId: fc.uuid(),
    text: anyText,
    place: fc.constantFrom("top" as const, "middle" as const, "bottom" as const),
    color: colour,
  }),
  fc.record({ kind: fc.constant("photo" as const), url: fc.webUrl({ withQueryParameters: true }) }),
);
const profiles = fc.constantFrom(...drawnProfiles);
const fileOf = (drawing: unknown, sign: typeof mac | null = mac) =>
  drawingFile({ publicUrl, workspaceId, drawing: drawing as z.input<typeof drawingSchema>, profile: "mms", sign });
const tokenOf = (url: string) => /\/d\/([\w-]+)\.(?:png|jpg)$/.exec(url)?.[1] ?? "";

describe("a drawn picture's address", () => {
  it("says all there is to draw, and is short enough for every provider", () => {
    fc.assert(
      fc.property(drawings, profiles, (drawing, profile) => {
        const file = drawingFile({ publicUrl, workspaceId, drawing, profile, sign: mac });
        if (file === null) throw new Error("not drawn");
        expect(file.url.length).toBeLessThan(1500);
        const { widthPx, heightPx, mime, bytesMax } = frameOf(drawing.kind, profile);
        expect(file).toMatchObject({ widthPx, heightPx, mime, bytes: bytesMax });
        expect(decodeDrawingToken(tokenOf(file.url), mac)).toEqual({
          order: { workspaceId, profile, drawing: drawingSchema.parse(drawing) },
          signed: true,
        });
        const again = drawingFile({
          publicUrl,
          workspaceId,
          drawing: drawingSchema.parse(drawing),
          profile,
          sign: mac,
        });
        expect(again).toEqual(file);
      }),
    );
  });

  it("stays short with the longest of everything", () => {
    const long = "\u{8a9e}".repeat(2000);
    const longest = [
      {
        kind: "countdown",
        deadline: "2099-12-31T23:59:59Z",
        timeZone: "America/Argentina/ComodRivadavia",
        label: long,
      },
      { kind: "qr", text: "x".repeat(500), caption: long },
      { kind: "map", latitude: -12.345678, longitude: -123.456789, label: long },
      { kind: "caption", mediaId, text: long, place: "bottom", color: "#ffffff" },
      { kind: "photo", url: `https://shop.example/${"x".repeat(870)}` },
    ];
    for (const drawing of longest) {
      const file = fileOf({ locale: "zh-Hant-TW", style, ...drawing });
      expect(file?.url.length, drawing.kind).toBeLessThan(1500);
      expect(decodeDrawingToken(tokenOf(file?.url ?? ""), mac)?.signed, drawing.kind).toBe(true);
    }
  });

  it("is as long in a preview, and is never taken for a signed one", () => {
    fc.assert(
      fc.property(drawings, profiles, (drawing, profile) => {
        const order = { workspaceId, profile, drawing: drawingSchema.parse(drawing) };
        const unsigned = encodeDrawingToken(order, null);
        expect(unsigned).toHaveLength(encodeDrawingToken(order, mac).length);
        expect(decodeDrawingToken(unsigned, mac)).toEqual({ order, signed: false });
      }),
    );
  });

  it("opens nothing once a character was changed, or under another secret", () => {
    fc.assert(
      fc.property(drawings, fc.nat(), fc.nat(), (drawing, at, by) => {
        const token = encodeDrawingToken({ workspaceId, profile: "push", drawing: drawingSchema.parse(drawing) }, mac);
        const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const place = at % token.length;
        const other = letters[(letters.indexOf(token.charAt(place)) + 1 + (by % 63)) % 64];
        expect(decodeDrawingToken(token.slice(0, place) + other + token.slice(place + 1), mac)).toBeNull();
        expect(decodeDrawingToken(token, macOf("theirs"))).toBeNull();
      }),
    );
  });

  it("reads no other text, however it is spelled", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{0,120}$/), fc.uint8Array({ maxLength: 200 }), (text, bytes) => {
        expect(decodeDrawingToken(text, mac)).toBeNull();
        // Unsigned tokens can be written by anybody: whatever they say must still fit the schema.
        const token = Buffer.concat([bytes, new Uint8Array(16)]).toString("base64url");
        const read = decodeDrawingToken(token, mac);
        if (read !== null) expect(drawingSchema.parse(read.order.drawing)).toEqual(read.order.drawing);
      }),
    );
  });
});

describe("what cannot be drawn", () => {
  it.each([
    ["a place off the map", { kind: "map", latitude: 91, longitude: 0, label: "" }],
    ["no number", { kind: "map", latitude: Number.NaN, longitude: 0, label: "" }],
    ["no date", { kind: "countdown", deadline: "tomorrow", timeZone: "UTC", label: "", locale: "en", style }],
    ["a date of another century", { kind: "countdown", deadline: "9999-01-01T00:00:00Z", timeZone: "UTC", style }],
    ["no zone", { kind: "countdown", deadline: "2026-01-01T00:00:00Z", timeZone: "Mars/Base", locale: "en", style }],
    ["a code without text", { kind: "qr", text: "", caption: "" }],
    ["a code too long", { kind: "qr", text: "\u{1f600}".repeat(126), caption: "" }],
    ["a code with controls", { kind: "qr", text: "a\0b", caption: "" }],
    ["a colour that is more", { kind: "caption", mediaId, text: "", place: "top", color: '#fff"/><script>' }],
    ["no place", { kind: "caption", mediaId, text: "", place: "left", color: "#ffffff" }],
    ["no media", { kind: "caption", mediaId: "../../etc/passwd", text: "", place: "top", color: "#ffffff" }],
    ["a file", { kind: "photo", url: "file:///etc/passwd" }],
    ["an address with a password", { kind: "photo", url: "https://me:secret@shop.example/a.jpg" }],
    ["no address", { kind: "photo", url: "javascript:alert(1)" }],
    ["an unknown kind", { kind: "prototype" }],
  ])("%s has no picture", (_, drawing) => {
    expect(fileOf(drawing)).toBeNull();
  });

  it("a language that is none becomes English, one with extensions too", () => {
    const countdown = { kind: "countdown" as const, deadline: "2026-01-01T00:00:00Z", timeZone: "UTC", style };
    for (const locale of ["", "en_US", "ar-u-nu-thai", "<b>", "klingon"]) {
      expect(drawingSchema.parse({ ...countdown, locale })).toMatchObject({ locale: "en", label: "" });
    }
    expect(drawingSchema.parse({ ...countdown, locale: "zh-Hant-TW" })).toMatchObject({ locale: "zh-Hant-TW" });
  });
});

describe("words to draw", () => {
  it("are one line without anything unseen, never too long, and tidy words stay as they are", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, charsMax) => {
        const tidy = tidyWords(text, charsMax);
        expect(tidy.length).toBeLessThanOrEqual(charsMax);
        expect(tidy).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
        expect(tidyWords(tidy, charsMax)).toBe(tidy);
      }),
    );
  });

  it.each([
    ["Zo\u0065\u0301\u202e  dlrow\r\n\u0000!", "Zo\u00e9 dlrow !"],
    [`a${"\u0301".repeat(50)}b`, `\u00e1${"\u0301".repeat(4)}b`],
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
  ])("%j", (text, tidy) => {
    expect(tidyWords(text, 100)).toBe(tidy);
  });

  it("a huge text costs no more than a long one, and ends with an ellipsis", () => {
    expect(tidyWords("word ".repeat(2_000_000), 10)).toBe("word word\u2026");
  });
});

it("no frame is larger or heavier than its channel takes", () => {
  for (const profile of drawnProfiles) {
    for (const kind of ["countdown", "qr", "map", "caption", "photo"] as const) {
      const frame = frameOf(kind, profile);
      const limits = imageLimits[profile];
      expect(frame.bytesMax).toBeLessThanOrEqual(limits.bytesMax);
      expect(frame.widthPx).toBeLessThanOrEqual(limits.widthPxMax);
      expect(frame.heightPx).toBeLessThanOrEqual(limits.heightPxMax);
      expect([frame.widthPx, frame.heightPx].every(Number.isInteger)).toBe(true);
    }
  }
});
