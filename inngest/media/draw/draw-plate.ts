import { fitText } from "@/inngest/media/draw/fit-text";
import { svgPicture, textSvg } from "@/inngest/media/draw/svg";
import type { Frame } from "@/lib/drawing/frames";

const ground = "#eceae5";
const ink = "#2b2925";

/** Stands in for a picture that is not there: its name on a calm ground, so that a message never arrives with a hole. */
export function drawPlate(label: string, frame: Frame): string {
  const { widthPx, heightPx } = frame;
  const unit = Math.min(heightPx, widthPx * 0.75);
  const edge = unit * 0.12;
  const words = fitText(label, {
    ...{ widthPx: widthPx - 2 * edge, heightPx: heightPx - 2 * edge, weight: 600 as const },
    ...{ sizePxMax: unit * 0.15, sizePxMin: unit * 0.05, linesMax: 4 },
  });
  const back = `<rect width="${widthPx}" height="${heightPx}" fill="${ground}"/>`;
  if (words === null) return svgPicture(frame, back);
  const y = (heightPx - words.heightPx) / 2;
  const letters = textSvg(words, { x: edge, y, widthPx: widthPx - 2 * edge, align: "centre", fill: ink });
  return svgPicture(frame, `${back}${letters}`);
}
