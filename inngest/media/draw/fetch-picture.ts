import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withScratch } from "@/inngest/media/with-scratch";
import { fetchRemote, type Reach } from "@/inngest/providers/fetch-remote";

/** A provider waits for the picture meanwhile. */
const limits = { bytesMax: 8_000_000, timeoutSeconds: 8 };

/** The bytes of a shop's picture; null when the address is none we may visit, is slow, or leads to nothing small enough. */
export async function fetchPicture(url: string, reach?: Reach): Promise<Uint8Array | null> {
  return await withScratch(async (folder) => {
    const path = join(folder, "picture");
    const fetched = await fetchRemote(url, { path, ...limits }, reach);
    return "refusal" in fetched ? null : await readFile(path);
  });
}
