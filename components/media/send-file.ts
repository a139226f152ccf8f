import type { ActionResult } from "@/lib/action-result";
import type { MediaItem } from "@/lib/media/media-item";
import { pieceBytesMax } from "@/lib/media/upload-limits";
import { fetchPendingUploads, sendPiece, startUpload, unreachable } from "./media-api";

const TRIES_MAX = 5;
const PAUSE_MS = 1_500;

/**
 * Sends a file piece by piece, from where an earlier try stopped. A connection that breaks is tried again, and the server
 * says each time what it really has. The value is null when the file arrived but nobody heard the answer.
 */
export async function sendFile(
  file: File,
  onProgress: (share: number) => void,
): Promise<ActionResult<MediaItem | null>> {
  let failures = 0;
  while (failures < TRIES_MAX) {
    const started = await startUpload(file);
    if (!started.ok && started.refusal.code !== "unreachable") return started;
    let offset = started.ok ? started.value.receivedBytes : 0;
    while (started.ok) {
      const piece = file.slice(offset, offset + pieceBytesMax);
      const sent = await sendPiece(started.value.id, offset, piece, (bytes) =>
        onProgress(Math.min(1, (offset + bytes) / file.size)),
      );
      if (!sent.ok && sent.refusal.code !== "unreachable") return sent;
      if (!sent.ok) {
        if (offset + piece.size >= file.size && (await isGone(started.value.id))) return { ok: true, value: null };
        break;
      }
      if (sent.value.item !== null) return { ok: true, value: sent.value.item };
      failures = sent.value.receivedBytes > offset ? 0 : failures;
      // Nothing moved: another tab is at the same file, or it is being checked.
      if (sent.value.receivedBytes === offset || offset >= file.size) break;
      offset = sent.value.receivedBytes;
    }
    failures += 1;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * failures));
  }
  return { ok: false, refusal: unreachable };
}

async function isGone(id: string): Promise<boolean> {
  const pending = await fetchPendingUploads().catch(() => null);
  return pending?.every((upload) => upload.id !== id) ?? false;
}
