import type { Weight } from "@/inngest/media/draw/fonts";
import { type ShapedLine, shapeLine } from "@/inngest/media/draw/shape-line";

export interface TextBox {
  widthPx: number;
  heightPx: number;
  /** Tried first; shrunk in small steps until the text fits. */
  sizePxMax: number;
  /** Below this nobody reads it: the text is cut instead. */
  sizePxMin: number;
  linesMax: number;
  weight: Weight;
}

export interface FittedText {
  sizePx: number;
  lineHeightPx: number;
  lines: ShapedLine[];
  widthPx: number;
  heightPx: number;
}

const lineHeight = 1.25;
const shrinkStep = 0.93;

/** The text as large as it fits into the box, broken into lines of about equal length; cut with an ellipsis at worst. */
export function fitText(text: string, box: TextBox): FittedText | null {
  const words = text.split(" ").filter((word) => word !== "");
  if (words.length === 0) return null;
  const shaped = new Map<string, ShapedLine>();
  const lineOf = (line: string): ShapedLine => {
    const made = shaped.get(line) ?? shapeLine(line, box.weight);
    shaped.set(line, made);
    return made;
  };
  const done = (sizePx: number, lines: readonly string[]): FittedText | null => {
    const made = lines.map(lineOf).filter(({ glyphs }) => glyphs.length > 0);
    if (made.length === 0) return null;
    const widthPx = Math.max(...made.map(({ width }) => width)) * sizePx;
    const lineHeightPx = sizePx * lineHeight;
    return { sizePx, lineHeightPx, lines: made, widthPx, heightPx: made.length * lineHeightPx };
  };
  const sizePxMin = Math.min(box.sizePxMin, box.sizePxMax, box.heightPx / lineHeight);
  for (let sizePx = box.sizePxMax; sizePx > sizePxMin; sizePx *= shrinkStep) {
    const linesMax = Math.min(box.linesMax, Math.floor(box.heightPx / (sizePx * lineHeight)));
    const lines = wrap(words, box.widthPx / sizePx, linesMax, (line) => lineOf(line).width);
    if (lines !== null) return done(sizePx, lines);
  }
  const linesMax = Math.max(1, Math.min(box.linesMax, Math.floor(box.heightPx / (sizePxMin * lineHeight))));
  return done(
    sizePxMin,
    wrapAndCut(words, box.widthPx / sizePxMin, linesMax, (line) => lineOf(line).width),
  );
}

/** Lines no wider than that, the fewest, as equal as they get; null when a word or a line too many is left over. */
function wrap(words: string[], width: number, linesMax: number, widthOf: (line: string) => number): string[] | null {
  const fill = (widest: number): string[] | null => {
    const lines: string[] = [];
    for (const word of words) {
      const joined = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length > 0 && widthOf(joined) <= widest) lines[lines.length - 1] = joined;
      else if (widthOf(word) <= widest) lines.push(word);
      else return null;
    }
    return lines;
  };
  let best = fill(width);
  if (best === null || best.length > linesMax) return null;
  const count = best.length;
  for (let narrower = width * 0.95; narrower > width / 2 && count > 1; narrower *= 0.95) {
    const lines = fill(narrower);
    if (lines === null || lines.length > count) break;
    best = lines;
  }
  return best;
}

/** Fills the lines, breaks words that are wider than a line, and ends with an ellipsis where text is left over. */
function wrapAndCut(words: string[], width: number, linesMax: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  let rest = words.join(" ");
  while (rest !== "" && lines.length < linesMax) {
    const isLast = lines.length === linesMax - 1;
    if (widthOf(rest) <= width) {
      lines.push(rest);
      return lines;
    }
    const end = longestFitting(rest, (start) => widthOf(isLast ? `${start.trimEnd()}…` : start.trimEnd()) <= width);
    const space = rest.lastIndexOf(" ", end);
    const cut = !isLast && space > 0 ? space : end;
    const start = rest.slice(0, cut).trimEnd();
    lines.push(isLast ? `${start}…` : start);
    rest = rest.slice(cut).trimStart();
  }
  return lines;
}

/** Where the longest beginning that fits ends, at a letter's edge; at least one letter. */
function longestFitting(text: string, fits: (start: string) => boolean): number {
  const edges = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map(
    ({ index, segment }) => index + segment.length,
  );
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, edges[middle]))) low = middle;
    else high = middle - 1;
  }
  return edges[low] ?? text.length;
}
