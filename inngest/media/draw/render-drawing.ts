import { createHash } from "node:crypto";
import { readBlob } from "@/db/blobs";
import type { Database } from "@/db/client";
import { mediaByIds } from "@/db/queries/media";
import { drawPicture } from "@/inngest/media/draw/draw-picture";
import { keepDrawing, readDrawing } from "@/inngest/media/draw/drawing-cache";
import { inTurn } from "@/inngest/media/draw/in-turn";
import type { DrawingOrder } from "@/lib/drawing/drawing-token";
import { frameOf } from "@/lib/drawing/frames";
import type { FocalPoint } from "@/lib/media/plan-image";

export interface RenderDeps {
  db: Database;
  now: Date;
  /** Where drawn pictures are kept. */
  folder: string;
  blobFolder?: string;
  /** Asked for by somebody who looks at a message, not by a phone or a provider. */
  isPreview: boolean;
  /** The bytes of a remote picture, fetched so that no address of ours can be reached; null when there are none. */
  fetchPicture(url: string): Promise<Uint8Array | null>;
  /** Asked before anything is drawn or fetched: seconds to wait, 0 to go on. */
  waitSeconds(): Promise<number>;
  /** Told when a drawn picture could not be kept; it is answered all the same. */
  notKept(error: unknown): void;
}

export type Rendered =
  | { state: "drawn"; bytes: Buffer; name: string }
  /** The picture its words stand on is gone. */
  | { state: "nothing" }
  /** More is asked for than can be drawn. */
  | { state: "busy"; retryAfterSeconds: number };

/** Raised when drawings change, so that pictures of an older version are not shown on. */
const version = 1;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const busySeconds = 5;

/** Two drawings keep both processors of a small machine busy; those that wait are drawn within about ten seconds. */
const draw = inTurn({ atOnce: 2, waitingMax: 100 });
/** Apart from each other: slow shops in somebody's previews must not hold up what was sent. */
const fetchForPhones = inTurn({ atOnce: 6, waitingMax: 100 });
const fetchForPreviews = inTurn({ atOnce: 3, waitingMax: 50 });
const beingDrawn = new Map<string, Promise<Rendered>>();

/** The picture of an order: kept from an earlier time, or being drawn already for somebody else, or drawn now. */
export async function renderDrawing(deps: RenderDeps, order: DrawingOrder): Promise<Rendered> {
  const ground = await groundOf(deps, order);
  if (ground === null) return { state: "nothing" };
  const name = createHash("sha256")
    .update(JSON.stringify([version, order, ground.key]))
    .digest("hex");
  const kept = await readDrawing(deps.folder, name, deps.now);
  if (kept !== null) return { state: "drawn", bytes: kept, name };
  const already = beingDrawn.get(name);
  if (already !== undefined) return await already;
  const drawing = drawNew(deps, order, ground, name).finally(() => beingDrawn.delete(name));
  beingDrawn.set(name, drawing);
  return await drawing;
}

interface Ground {
  /** What the picture depends on beside the order itself. */
  key: readonly (string | number)[];
  /** The time it is drawn for. */
  now: Date;
  /** The picture it stands on, if it stands on one. */
  load(): Promise<{ bytes: Uint8Array; focalPoint: FocalPoint } | "busy" | null>;
}

async function groundOf(deps: RenderDeps, { workspaceId, drawing }: DrawingOrder): Promise<Ground | null> {
  const nowMs = deps.now.getTime();
  const nothingBelow = async () => null;
  switch (drawing.kind) {
    case "qr":
    case "map":
      return { key: [], now: deps.now, load: nothingBelow };
    case "countdown": {
      if (nowMs >= Date.parse(drawing.deadline)) return { key: ["ended"], now: deps.now, load: nothingBelow };
      // Everybody who asks within a minute gets the picture of that minute.
      const minute = Math.floor(nowMs / minuteMs);
      return { key: [minute], now: new Date(minute * minuteMs), load: nothingBelow };
    }
    case "photo": {
      const { url } = drawing;
      if (url === null) return { key: [], now: deps.now, load: nothingBelow };
      const fetchInTurn = deps.isPreview ? fetchForPreviews : fetchForPhones;
      const load = async () => {
        const bytes = await fetchInTurn(() => deps.fetchPicture(url));
        return bytes === "busy" || bytes === null ? bytes : { bytes, focalPoint: { x: 0.5, y: 0.5 } };
      };
      // A shop may change what its address shows: it is fetched anew each day.
      return { key: [Math.floor(nowMs / dayMs)], now: deps.now, load };
    }
    case "caption": {
      const [media] = await mediaByIds(deps.db, workspaceId, [drawing.mediaId]);
      if (media === undefined) return null;
      const still = media.renditions.find(({ profile, state }) => profile === "messenger" && state === "ready");
      const blobHash = media.kind === "image" ? media.blobHash : still?.blobHash;
      if (!blobHash) return null;
      const { focalPoint } = media;
      const load = async () => {
        const bytes = await readBlob(blobHash, deps.blobFolder);
        return bytes === null ? null : { bytes, focalPoint };
      };
      return { key: [blobHash, focalPoint.x, focalPoint.y], now: deps.now, load };
    }
  }
}

async function drawNew(deps: RenderDeps, order: DrawingOrder, ground: Ground, name: string): Promise<Rendered> {
  const waitSeconds = await deps.waitSeconds();
  if (waitSeconds > 0) return { state: "busy", retryAfterSeconds: waitSeconds };
  const { drawing, profile } = order;
  // Loaded before its turn comes: a slow shop holds up no other drawing.
  const picture = await ground.load();
  if (picture === "busy") return { state: "busy", retryAfterSeconds: busySeconds };
  const drawn = await draw(() => drawPicture(drawing, frameOf(drawing.kind, profile), { now: ground.now, picture }));
  if (drawn === "busy") return { state: "busy", retryAfterSeconds: busySeconds };
  if (drawn === null) return { state: "nothing" };
  const { bytes } = drawn;
  if (drawn.isFinal) await keepDrawing(deps.folder, name, bytes).catch(deps.notKept);
  return { state: "drawn", bytes, name };
}
