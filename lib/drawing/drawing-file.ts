import type { RenditionFile } from "@/lib/channels/contract";
import { encodeDrawingToken } from "@/lib/drawing/drawing-token";
import { type DrawnProfile, frameOf } from "@/lib/drawing/frames";
import { type Drawing, type DrawingRequest, drawingSchema } from "@/lib/drawing/schema";
import type { Mac } from "@/lib/links/seal";
import { remember } from "@/lib/remember";

/** Which drawing is shown where. */
interface DrawnFor {
  /** Without a trailing slash. */
  publicUrl: string;
  workspaceId: string;
  /** As composed and filled in: words may hold anything. */
  drawing: DrawingRequest;
  profile: DrawnProfile;
}

/**
 * The picture a channel shows for a drawing: its address says all there is to draw, so nothing is stored and the same
 * drawing has the same address. `bytes` is what it weighs at most. Null for what cannot be drawn: a place off the map,
 * a deadline that is no date, a code too long. `sign` is null where there is no secret: such an address is as long, and
 * opens only for a member of the workspace.
 */
export function drawingFile({ sign, ...wanted }: DrawnFor & { sign: Mac | null }): RenditionFile | null {
  if (sign === null) return unsignedFile(JSON.stringify(wanted));
  const drawing = checked(wanted.drawing);
  return drawing === null ? null : fileOf({ ...wanted, drawing }, sign);
}

/** A preview asks for the same pictures with every key that is pressed. */
const unsignedFile = remember(500, (key) => {
  // Written by the line that asks.
  const wanted = JSON.parse(key) as DrawnFor;
  const drawing = drawingSchema.safeParse(wanted.drawing).data;
  return drawing === undefined ? null : fileOf({ ...wanted, drawing }, null);
});

function fileOf(
  { publicUrl, workspaceId, drawing, profile }: DrawnFor & { drawing: Drawing },
  sign: Mac | null,
): RenditionFile {
  const { mime, widthPx, heightPx, bytesMax } = frameOf(drawing.kind, profile);
  const token = encodeDrawingToken({ workspaceId, drawing, profile }, sign);
  const url = `${publicUrl}/d/${token}.${mime === "image/png" ? "png" : "jpg"}`;
  return { url, mime, widthPx, heightPx, bytes: bytesMax, durationSeconds: null };
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
