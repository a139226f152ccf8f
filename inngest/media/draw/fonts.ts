import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Blob, Face, Font } from "harfbuzzjs";
import { readWoff } from "@/inngest/media/draw/read-woff";

/** Semibold for what is read first, regular for the rest. */
export type Weight = 400 | 600;

/** All glyphs are measured in thousandths of the type size. */
export const unitsPerEm = 1000;

/**
 * The files a letter is looked for in, in this order. Fonts are packages, never those of the machine: a picture looks
 * the same wherever it is drawn, and a bare server has none. Other scripts (Chinese, Japanese, Korean, Thai, those of
 * India) weigh megabytes each and are not drawn; `lib/drawing/undrawable.ts` says so before anything is sent.
 */
const files = [
  ["inter", "latin"],
  ["inter", "latin-ext"],
  ["inter", "vietnamese"],
  ["inter", "cyrillic"],
  ["inter", "cyrillic-ext"],
  ["inter", "greek"],
  ["inter", "greek-ext"],
  ["noto-sans-arabic", "arabic"],
  ["noto-sans-hebrew", "hebrew"],
] as const;

const loaded = new Map<Weight, Font[]>();

/** The fonts of a weight, read from the disk once. */
export function fontsOf(weight: Weight): Font[] {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const fonts = files.map(([family, subset]) => {
    const name = `${family}-${subset}-${weight}-normal.woff`;
    // The web server, the worker, tests and benchmarks all run in the project's folder.
    const woff = readFileSync(join(process.cwd(), "node_modules", "@fontsource", family, "files", name));
    const font = new Font(new Face(new Blob(readWoff(woff))));
    font.setScale(unitsPerEm, unitsPerEm);
    return font;
  });
  loaded.set(weight, fonts);
  return fonts;
}
