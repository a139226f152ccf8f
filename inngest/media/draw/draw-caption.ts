import sharp, { type Sharp } from "sharp";
import { fitText } from "@/inngest/media/draw/fit-text";
import { round, svgPicture, textSvg } from "@/inngest/media/draw/svg";
import type { Frame } from "@/lib/drawing/frames";
import { isLight } from "@/lib/drawing/legible-colour";
import type { Drawing } from "@/lib/drawing/schema";
import { cropAround, type FocalPoint } from "@/lib/media/plan-image";

/** Words on an uploaded picture, which is cropped around its focal point to fill the frame. */
export async function drawCaption(
  caption: Extract<Drawing, { kind: "caption" }>,
  frame: Frame,
  picture: Uint8Array,
  focalPoint: FocalPoint,
): Promise<Sharp> {
  const { width, height } = await sharp(picture, { pages: 1 }).metadata();
  const crop = cropAround({ widthPx: width, heightPx: height }, frame.widthPx / frame.heightPx, focalPoint);
  const ground = await sharp(picture, { pages: 1 })
    .extract({ left: crop.leftPx, top: crop.topPx, width: crop.widthPx, height: crop.heightPx })
    .resize({ width: frame.widthPx, height: frame.heightPx, fit: "fill" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width: widthPx, height: heightPx, channels } = ground.info;
  const words = Buffer.from(captionSvg(caption, frame));
  const drawn = await sharp(ground.data, { raw: { width: widthPx, height: heightPx, channels } })
    .composite([{ input: words }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(drawn.data, { raw: { width: widthPx, height: heightPx, channels: drawn.info.channels } });
}

function captionSvg({ text, place, color }: Extract<Drawing, { kind: "caption" }>, frame: Frame): string {
  const { widthPx, heightPx } = frame;
  const unit = Math.min(heightPx, widthPx * 0.75);
  const edge = unit * 0.08;
  const words = fitText(text, {
    ...{ widthPx: widthPx - 2 * edge, heightPx: heightPx * 0.5, weight: 600 as const },
    ...{ sizePxMax: unit * 0.13, sizePxMin: unit * 0.05, linesMax: 3 },
  });
  if (words === null) return svgPicture(frame, "");
  const top = {
    top: edge * 0.75,
    middle: (heightPx - words.heightPx) / 2,
    bottom: heightPx - edge * 0.75 - words.heightPx,
  }[place];
  const letters = textSvg(words, { x: edge, y: top, widthPx: widthPx - 2 * edge, align: "centre", fill: color });
  return svgPicture(frame, `${shadeSvg(place, color, frame, { top, bottom: top + words.heightPx, unit })}${letters}`);
}

const shadeOpacity = 0.56;

/** Behind the words the picture grows darker, or lighter under dark words: any photo carries any colour. */
function shadeSvg(
  place: "top" | "middle" | "bottom",
  color: string,
  { widthPx, heightPx }: Frame,
  words: { top: number; bottom: number; unit: number },
): string {
  const shade = isLight(color) ? "#000000" : "#ffffff";
  const size = `width="${widthPx}" height="${heightPx}"`;
  if (place === "middle") return `<rect ${size} fill="${shade}" fill-opacity="${shadeOpacity * 0.85}"/>`;
  const fade = words.unit * 0.42;
  const from = place === "bottom" ? words.top - fade : words.bottom + fade;
  const full = place === "bottom" ? words.top : words.bottom;
  // Eased, so that no edge of the shade can be seen.
  const stops = Array.from({ length: 9 }, (_, index) => {
    const part = index / 8;
    const opacity = shadeOpacity * part * part * (3 - 2 * part);
    return `<stop offset="${part}" stop-color="${shade}" stop-opacity="${opacity.toFixed(3)}"/>`;
  });
  return `<defs><linearGradient id="shade" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${round(from)}" y2="${round(full)}">${stops.join("")}</linearGradient></defs><rect ${size} fill="url(#shade)"/>`;
}
