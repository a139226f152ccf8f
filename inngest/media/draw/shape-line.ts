import bidiFactory from "bidi-js";
import { Direction, Feature, type Font, Buffer as GlyphBuffer, shape } from "harfbuzzjs";
import { fontsOf, unitsPerEm, type Weight } from "@/inngest/media/draw/fonts";

/** A line of text as outlines, in multiples of the type size. The baseline is 0, up is negative. */
export interface ShapedLine {
  width: number;
  /** Top and bottom of the ink, which accents and flourishes may carry beyond the line. */
  inkTop: number;
  inkBottom: number;
  /** Reads from the right. */
  rightToLeft: boolean;
  /** SVG paths with their place, in thousandths of the type size and with up positive. */
  glyphs: readonly { path: string; x: number; y: number }[];
}

interface Run {
  start: number;
  end: number;
  level: number;
  font: Font;
}

const bidi = bidiFactory();
/** What has no shape of its own and goes with any font: joiners and variation selectors. */
const shapeless = /^(?:\u200c|\u200d|[\ufe00-\ufe0f])$/;

/** The outlines of one line, in reading order of its script. Letters that no font has are left out. */
export function shapeLine(text: string, weight: Weight, options: { tabularFigures?: boolean } = {}): ShapedLine {
  const { kept, fonts } = chooseFonts(text, weight);
  const { levels, paragraphs } = bidi.getEmbeddingLevels(kept);
  const features = options.tabularFigures ? [new Feature("tnum")] : [];
  const glyphs: ShapedLine["glyphs"][number][] = [];
  let [x, top, bottom] = [0, 0, 0];
  for (const run of inVisualOrder(runsOf(fonts, levels))) {
    for (const glyph of shapeRun(kept, run, features)) {
      const extents = run.font.glyphExtents(glyph.id);
      const path = run.font.glyphToPath(glyph.id);
      if (path !== "") glyphs.push({ path, x: x + glyph.xOffset, y: glyph.yOffset });
      if (extents !== undefined && path !== "") {
        top = Math.max(top, glyph.yOffset + extents.yBearing);
        bottom = Math.min(bottom, glyph.yOffset + extents.yBearing + extents.height);
      }
      x += glyph.xAdvance;
    }
  }
  return {
    width: x / unitsPerEm,
    inkTop: -top / unitsPerEm,
    inkBottom: -bottom / unitsPerEm,
    rightToLeft: (paragraphs[0]?.level ?? 0) % 2 === 1,
    glyphs,
  };
}

/** Gives every letter, with the marks on it, the first font that has all of it; stays with a font where it can. */
function chooseFonts(text: string, weight: Weight): { kept: string; fonts: Font[] } {
  const available = fontsOf(weight);
  const fonts: Font[] = [];
  let kept = "";
  let current: Font | undefined;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    const points = [...segment].filter((point) => !shapeless.test(point));
    const has = (point: string) => (font: Font) => font.nominalGlyph(point.codePointAt(0) ?? 0) !== undefined;
    const hasAll = (font: Font) => points.every((point) => has(point)(font));
    const whole: Font | undefined = current !== undefined && hasAll(current) ? current : available.find(hasAll);
    // A letter is worth more than the marks on it.
    const font = whole ?? available.find(has(points[0] ?? ""));
    if (font === undefined || points.length === 0) continue;
    current = font;
    const drawn = whole ? segment : (points[0] ?? "");
    kept += drawn;
    for (let unit = 0; unit < drawn.length; unit += 1) fonts.push(font);
  }
  // Where a letter was left out, the blanks around it meet.
  if (kept.length !== text.length && /^\s|\s\s|\s$/.test(kept)) {
    return chooseFonts(kept.replace(/\s+/g, " ").trim(), weight);
  }
  return { kept, fonts };
}

function runsOf(fonts: readonly Font[], levels: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (const [at, font] of fonts.entries()) {
    const level = levels[at] ?? 0;
    const last = runs.at(-1);
    if (last !== undefined && last.font === font && last.level === level) last.end = at + 1;
    else runs.push({ start: at, end: at + 1, level, font });
  }
  return runs;
}

/** Rule L2 of the Unicode bidirectional algorithm: from the deepest level up, what is on it or deeper is turned round. */
function inVisualOrder(runs: Run[]): Run[] {
  const ordered = [...runs];
  const deepest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = deepest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end += 1;
      if (end === start) continue;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}

function shapeRun(text: string, run: Run, features: Feature[]) {
  const buffer = new GlyphBuffer();
  // The whole line is given, so that Arabic letters know their neighbours across a change of font.
  buffer.addText(text, run.start, run.end - run.start);
  buffer.guessSegmentProperties();
  buffer.setDirection(run.level % 2 === 1 ? Direction.RTL : Direction.LTR);
  shape(run.font, buffer, features);
  const positions = buffer.getGlyphPositions();
  return buffer.getGlyphInfos().map(({ codepoint }, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    return { id: codepoint, xAdvance, xOffset, yOffset };
  });
}
