import sharp from "sharp";
import { drawCaption } from "@/inngest/media/draw/draw-caption";
import { drawCountdown } from "@/inngest/media/draw/draw-countdown";
import { drawMap } from "@/inngest/media/draw/draw-map";
import { drawPhoto } from "@/inngest/media/draw/draw-photo";
import { drawQr } from "@/inngest/media/draw/draw-qr";
import { encodePicture } from "@/inngest/media/draw/encode-picture";
import type { Frame } from "@/lib/drawing/frames";
import type { Drawing } from "@/lib/drawing/schema";
import type { FocalPoint } from "@/lib/media/plan-image";

/** What a drawing needs beside its own words. */
export interface DrawingGround {
  now: Date;
  /** The uploaded or fetched picture of a caption or a photo. */
  picture: { bytes: Uint8Array; focalPoint: FocalPoint } | null;
}

/** Draws a picture of exactly the frame's size and at most its bytes. Null when the picture below it cannot be read. */
export async function drawPicture(drawing: Drawing, frame: Frame, ground: DrawingGround): Promise<Buffer | null> {
  if (drawing.kind === "caption" || drawing.kind === "photo") {
    if (ground.picture === null) return null;
    const { bytes, focalPoint } = ground.picture;
    const drawn =
      drawing.kind === "photo" ? await drawPhoto(bytes, frame) : await drawCaption(drawing, frame, bytes, focalPoint);
    return drawn === null ? null : await encodePicture(drawn, frame);
  }
  return await encodePicture(sharp(Buffer.from(svgOf(drawing, frame, ground.now))), frame);
}

function svgOf(drawing: Exclude<Drawing, { kind: "caption" | "photo" }>, frame: Frame, now: Date): string {
  switch (drawing.kind) {
    case "countdown":
      return drawCountdown(drawing, frame, now);
    case "qr":
      return drawQr(drawing, frame);
    case "map":
      return drawMap(drawing, frame);
  }
}
