import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { MediaItem } from "@/lib/media/media-item";
import { keptFresh } from "./use-message-media";

const picture = (changes: Partial<MediaItem> = {}): MediaItem => ({
  ...{ id: randomUUID(), kind: "image", fileName: "a.png", mime: "image/png", bytes: 1, widthPx: 1, heightPx: 1 },
  ...{ durationSeconds: null, alt: "", focalPoint: { x: 0.5, y: 0.5 }, createdAt: "2026-11-26T00:00:00Z" },
  ...{ renditions: {}, failures: {}, losses: {}, pending: [], ...changes },
});

test("pictures of the catalogue are not asked for again, unless one is named or still being converted", () => {
  const [named, catalogue, converting] = [picture(), picture(), picture({ pending: ["mms"] })];
  const message = { blocks: [{ id: "b", kind: "image" as const, mediaId: named.id, alt: "" }] };
  expect(keptFresh([named, catalogue, converting], [message])).toEqual([named, converting]);
});
