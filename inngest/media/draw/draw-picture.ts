import sharp from "sharp";
import { drawCaption } from "@/inngest/media/draw/draw-caption";
import { drawCountdown } from "@/inngest/media/draw/draw-countdown";
import { drawMap } from "@/inngest/media/draw/draw-map";
import { drawPhoto } from "@/inngest/media/draw/draw-photo";
import { drawPlate } from "@/inngest/media/draw/draw-plate";
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

export interface DrawnPicture {
  bytes: Buffer;
  /** False for what stands in for a picture that could not be had this time. */
  isFinal: boolean;
}

/** Draws a picture of exactly the frame's size and at most its bytes. Null when there is no picture for its words to stand on. */
export async function drawPicture(drawing: Drawing, frame: Frame, ground: DrawingGround): Promise<DrawnPicture | null> {
  if (drawing.kind === "photo") {
    const photo = ground.picture === null ? null : await drawPhoto(ground.picture.bytes, frame);
    // A shop that answers with nothing readable now may do better later.
    const isFinal = photo !== null || drawing.url === null;
    const picture = photo ?? sharp(Buffer.from(drawPlate(drawing.label, frame)));
    return { bytes: await encodePicture(picture, frame), isFinal };
  }
  if (drawing.kind === "caption") {
    if (ground.picture === null) return null;
    const { bytes, focalPoint } = ground.picture;
    return { bytes: await encodePicture(await drawCaption(drawing, frame, bytes, focalPoint), frame), isFinal: true };
  }
  const bytes = await encodePicture(sharp(Buffer.from(svgOf(drawing, frame, ground.now))), frame);
  return { bytes, isFinal: true };
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
