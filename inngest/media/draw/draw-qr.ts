import qrcode from "qrcode";
import { fitText } from "@/inngest/media/draw/fit-text";
import { round, svgPicture, textSvg } from "@/inngest/media/draw/svg";
import type { Frame } from "@/lib/drawing/frames";
import type { Drawing } from "@/lib/drawing/schema";

/** What readers need around a code, in modules. */
const quietModules = 4;
const ink = "#14181a";

/** A code black on white, every module a whole number of pixels, with its caption beside it or below. */
export function drawQr({ text, caption }: Extract<Drawing, { kind: "qr" }>, frame: Frame): string {
  const { widthPx, heightPx } = frame;
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  const isWide = widthPx >= heightPx * 1.5;
  const captionBox = isWide
    ? { widthPx: widthPx - heightPx - heightPx * 0.12, heightPx: heightPx * 0.6, linesMax: 4 }
    : { widthPx: widthPx * 0.86, heightPx: heightPx * 0.13, linesMax: 2 };
  const size = isWide ? heightPx * 0.13 : heightPx * 0.08;
  const words = fitText(caption, { ...captionBox, sizePxMax: size, sizePxMin: heightPx * 0.035, weight: 600 });

  const foot = words === null || isWide ? 0 : words.heightPx + heightPx * 0.045;
  const sidePx = Math.min(widthPx, heightPx - foot);
  const modulePx = Math.max(1, Math.floor(sidePx / (modules.size + 2 * quietModules)));
  const codePx = modulePx * modules.size;
  const codeX = Math.round(words !== null && isWide ? (heightPx - codePx) / 2 : (widthPx - codePx) / 2);
  const codeY = Math.round((heightPx - foot - codePx) / 2);
  const captionSvg =
    words === null
      ? ""
      : textSvg(words, {
          ...(isWide
            ? { x: heightPx, y: (heightPx - words.heightPx) / 2, align: "start" as const }
            : { x: (widthPx - captionBox.widthPx) / 2, y: heightPx - foot, align: "centre" as const }),
          widthPx: captionBox.widthPx,
          fill: ink,
        });
  return svgPicture(
    frame,
    `<rect width="${widthPx}" height="${heightPx}" fill="#ffffff"/><path shape-rendering="crispEdges" fill="${ink}" d="${modulesPath()}"/>${captionSvg}`,
  );

  /** Dark modules of a row that touch are one stroke. */
  function modulesPath(): string {
    const strokes: string[] = [];
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        const start = column;
        while (column < modules.size && modules.get(row, column) === 1) column += 1;
        if (column === start) continue;
        const [x, y, width] = [codeX + start * modulePx, codeY + row * modulePx, (column - start) * modulePx];
        strokes.push(`M${round(x)} ${round(y)}h${width}v${modulePx}h${-width}z`);
      }
    }
    return strokes.join("");
  }
}
