import type { RenditionFile } from "@/lib/channels/contract";
import { encodeDrawingToken } from "@/lib/drawing/drawing-token";
import { type DrawnProfile, frameOf } from "@/lib/drawing/frames";
import { type Drawing, type DrawingRequest, drawingSchema } from "@/lib/drawing/schema";
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
  const drawing = checked(about.drawing);
  if (drawing === null) return null;
  const { mime, widthPx, heightPx, bytesMax } = frameOf(drawing.kind, profile);
  const token = encodeDrawingToken({ workspaceId, drawing, profile }, sign);
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

/** Each channel asks for the same drawing in a form of its own: it is checked once. */
const known = new WeakMap<DrawingRequest, Drawing | null>();

function checked(request: DrawingRequest): Drawing | null {
  const before = known.get(request);
  if (before !== undefined) return before;
  const drawing = drawingSchema.safeParse(request).data ?? null;
  known.set(request, drawing);
  return drawing;
}
