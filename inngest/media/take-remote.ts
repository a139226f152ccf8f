import { join } from "node:path";
import { checkInTurn } from "@/inngest/media/check-in-turn";
import type { UploadDeps } from "@/inngest/media/finish-upload";
import { keepMedia } from "@/inngest/media/keep-media";
import { readUpload } from "@/inngest/media/read-upload";
import { withScratch } from "@/inngest/media/with-scratch";
import { enqueueEvents } from "@/inngest/outbox";
import { fetchRemote, type Reach } from "@/inngest/providers/fetch-remote";
import type { Refusal } from "@/lib/action-result";
import { cleanFileName } from "@/lib/media/clean-file-name";

/** Somebody waits for it: what is larger is uploaded, which can be taken up again. */
const REMOTE_BYTES_MAX = 100_000_000;
const REMOTE_TIMEOUT_SECONDS = 60;

const busy: Refusal = {
  ...{ code: "busy", field: "url" },
  message: "Too many files are being looked at. Try again in a minute.",
};

/** Fetches a file from a public address and makes it media, or says why not; nothing else is left of it. */
export async function takeRemote(
  deps: UploadDeps,
  workspaceId: string,
  url: string,
  reach?: Reach,
): Promise<{ mediaId: string } | { refusal: Refusal }> {
  return await withScratch(async (folder) => {
    const path = join(folder, "remote");
    const limits = { path, bytesMax: REMOTE_BYTES_MAX, timeoutSeconds: REMOTE_TIMEOUT_SECONDS };
    const fetched = await fetchRemote(url, limits, reach);
    if ("refusal" in fetched) return fetched;
    const read = await checkInTurn(() => readUpload(path, fetched.bytes, deps));
    if (read === "busy") return { refusal: busy };
    if ("refusal" in read) return read;
    const kept = { ...read, fileName: cleanFileName(fetched.fileName) };
    const mediaId = await keepMedia(deps, workspaceId, kept, (tx, id) =>
      enqueueEvents(tx, [{ name: "media/uploaded", data: { workspaceId, mediaId: id } }], deps.now()),
    );
    return { mediaId };
  });
}
