import type { RenditionFile } from "@/lib/channels/contract";
import { encodeDrawingToken } from "@/lib/drawing/drawing-token";
import { type DrawnProfile, frameOf } from "@/lib/drawing/frames";
import { type DrawingRequest, drawingSchema } from "@/lib/drawing/schema";
import type { Mac } from "@/lib/links/seal";

/**
 * The picture a channel shows for a drawing: its address says all there is to draw, so nothing is stored and the same
 * drawing has the same address. `bytes` is what it weighs at most. Null for what cannot be drawn: a place off the map,
 * a deadline that is no date, a code too long.
 */
export function drawingFile(about: {
  /** Without a trailing slash. */
  publicUrl: string;
  workspaceId: string;
  /** As composed and filled in: words may hold anything. */
  drawing: DrawingRequest;
  profile: DrawnProfile;
  /** Null where there is no secret: such an address is as long, and opens only for a member of the workspace. */
  sign: Mac | null;
}): RenditionFile | null {
  const { publicUrl, workspaceId, profile, sign } = about;
  const read = drawingSchema.safeParse(about.drawing);
  if (!read.success) return null;
  const { mime, widthPx, heightPx, bytesMax } = frameOf(read.data.kind, profile);
  const token = encodeDrawingToken({ workspaceId, drawing: read.data, profile }, sign);
  const extension = mime === "image/png" ? "png" : "jpg";
  return {
    url: `${publicUrl}/d/${token}.${extension}`,
    mime,
    widthPx,
    heightPx,
    bytes: bytesMax,
    durationSeconds: null,
  };
}
