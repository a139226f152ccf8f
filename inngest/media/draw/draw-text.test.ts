import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitText } from "@/inngest/media/draw/fit-text";
import { fontsOf } from "@/inngest/media/draw/fonts";
import { shapeLine } from "@/inngest/media/draw/shape-line";
import { tidyWords } from "@/lib/drawing/tidy-words";
import { undrawable } from "@/lib/drawing/undrawable";

const paths = (text: string) => shapeLine(text, 600).glyphs.map(({ path }) => path);

test("what is called drawable is what the fonts have, in both weights", () => {
  for (const weight of [400, 600] as const) {
    const has = new Set(fontsOf(weight).flatMap((font) => [...font.face.collectUnicodes()]));
    const wrong: string[] = [];
    for (let point = 0x20; point < 0x10000; point += 1) {
      // Between the two: Chinese, Japanese, Korean.
      if (point === 0x3000) point = 0xfa00;
      const letter = String.fromCodePoint(point);
      if (/[\p{Cs}\p{Cc}\p{Z}]|\u200c|\u200d|[\ufe00-\ufe0f]/u.test(letter)) continue;
      if ((undrawable(letter).length === 0) !== has.has(point)) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  }
});

describe("a line of text", () => {
  test("leaves out what no font has, and the blank beside it", () => {
    expect(paths("Hi 田中 🎉 there")).toEqual(paths("Hi there"));
    expect(shapeLine("🎉🎉", 600)).toMatchObject({ width: 0, glyphs: [] });
    // A mark no font can set on that letter goes; the letter stays.
    expect(paths("q\u0591")).toEqual(paths("q"));
  });

  test("joins Arabic letters and reads from the right, figures and Latin words within it from the left", () => {
    const alone = [..."\u0633\u0644\u0627\u0645"].map((letter) => shapeLine(letter, 400).width);
    const joined = shapeLine("\u0633\u0644\u0627\u0645", 400);
    expect(joined.rightToLeft).toBe(true);
    expect(joined.width).toBeLessThan(alone.reduce((sum, width) => sum + width, 0) * 0.9);
    const mixed = shapeLine("\u05d0 12 ab", 400);
    const xOf = (letter: string) => mixed.glyphs.find(({ path }) => path === paths400(letter)[0])?.x ?? Number.NaN;
    expect(xOf("\u05d0")).toBeGreaterThan(xOf("1"));
    expect(xOf("1")).toBeLessThan(xOf("2"));
    expect(xOf("a")).toBeLessThan(xOf("b"));
    expect(xOf("b")).toBeLessThan(xOf("1"));
    expect(paths400("\u05d0(")[0]).toBe(paths400(")")[0]);
  });

  test("figures in columns are equally wide", () => {
    const width = (text: string) => shapeLine(text, 600, { tabularFigures: true }).width;
    expect(width("11")).toBeCloseTo(width("48"), 5);
  });
});

function paths400(text: string): string[] {
  return shapeLine(text, 400).glyphs.map(({ path }) => path);
}

describe("fitted text", () => {
  const box = fc.record({
    widthPx: fc.integer({ min: 60, max: 1400 }),
    heightPx: fc.integer({ min: 40, max: 700 }),
    sizePxMax: fc.integer({ min: 20, max: 150 }),
    sizePxMin: fc.integer({ min: 8, max: 20 }),
    linesMax: fc.integer({ min: 1, max: 5 }),
    weight: fc.constantFrom(400 as const, 600 as const),
  });
  const words = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc
      .array(fc.constantFrom("Sale", "W".repeat(60), "مرحبا", "שלום", "Ελλάδα", "i", "25%", "🎉"), { maxLength: 30 })
      .map((list) => list.join(" ")),
  );

  test("never leaves its box, whatever was written", () => {
    fc.assert(
      fc.property(words, box, (written, about) => {
        const fitted = fitText(tidyWords(written, 140), about);
        if (fitted === null) return;
        expect(fitted.lines.length).toBeLessThanOrEqual(about.linesMax);
        expect(fitted.heightPx).toBeLessThanOrEqual(about.heightPx + 0.01);
        expect(fitted.sizePx).toBeLessThanOrEqual(about.sizePxMax);
        // One letter wider than the whole box is the only thing that could stick out.
        expect(fitted.widthPx).toBeLessThanOrEqual(Math.max(about.widthPx, fitted.sizePx * 2.5) + 0.01);
      }),
      { numRuns: 150 },
    );
  });

  test("stays large while it fits, breaks into even lines, and is cut at worst", () => {
    const about = { widthPx: 600, heightPx: 200, sizePxMax: 60, sizePxMin: 40, linesMax: 2, weight: 600 as const };
    expect(fitText("Sale", about)).toMatchObject({ sizePx: 60, lines: { length: 1 } });
    const two = fitText("Happy birthday dear Alexandra", about);
    expect(two?.lines).toHaveLength(2);
    const [first = 0, second = 0] = two?.lines.map(({ width }) => width) ?? [];
    expect(Math.abs(first - second)).toBeLessThan(0.35 * Math.max(first, second));
    const cut = fitText("much ".repeat(40), about);
    expect(cut?.sizePx).toBe(40);
    const [ellipsis] = paths("\u2026");
    expect(cut?.lines.at(-1)?.glyphs.at(-1)?.path).toBe(ellipsis);
    expect(fitText("🎉", about)).toBeNull();
  });
});
