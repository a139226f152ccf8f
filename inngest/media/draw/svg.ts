import type { FittedText } from "@/inngest/media/draw/fit-text";
import { unitsPerEm } from "@/inngest/media/draw/fonts";
import type { ShapedLine } from "@/inngest/media/draw/shape-line";

/**
 * Words never stand in the SVG as text: only their outlines do. So nothing a person wrote can become markup, and no
 * font of the machine is ever asked for.
 */

/** A line of text with its left end and baseline there. */
export function lineSvg(line: ShapedLine, at: { x: number; y: number; sizePx: number; fill: string }): string {
  const scale = at.sizePx / unitsPerEm;
  const paths = line.glyphs.map(({ path, x, y }) => `<path transform="translate(${x} ${y})" d="${path}"/>`).join("");
  const place = `translate(${round(at.x)} ${round(at.y)}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})`;
  return `<g fill="${at.fill}" transform="${place}">${paths}</g>`;
}

/** Height of capitals, by which lines of text are centred. */
export const capHeight = 0.727;

/** Fitted text with its top left corner there, its lines aligned within `widthPx`. */
export function textSvg(
  text: FittedText,
  at: { x: number; y: number; widthPx: number; align: "start" | "centre"; fill: string },
): string {
  return text.lines
    .map((line, index) => {
      const middle = at.y + (index + 0.5) * text.lineHeightPx;
      const spare = at.widthPx - line.width * text.sizePx;
      const x = at.align === "centre" ? spare / 2 : line.rightToLeft ? spare : 0;
      const y = middle + (capHeight / 2) * text.sizePx;
      return lineSvg(line, { x: at.x + x, y, sizePx: text.sizePx, fill: at.fill });
    })
    .join("");
}

/** The whole picture. */
export function svgPicture({ widthPx, heightPx }: { widthPx: number; heightPx: number }, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}">${content}</svg>`;
}

/** Hundredths of a pixel are finer than any screen shows. */
export function round(px: number): number {
  return Math.round(px * 100) / 100;
}
