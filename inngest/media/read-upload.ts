import { open } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import { containerOf } from "@/inngest/media/containers";
import type { KeptMedia, ReadDeps } from "@/inngest/media/kept-media";
import { orderReading } from "@/inngest/media/order-pictures";
import { isPicture } from "@/inngest/media/picture-types";
import { readRecording } from "@/inngest/media/read-recording";
import type { Refusal } from "@/lib/action-result";
import { pictureBytesMax } from "@/lib/media/upload-limits";
import { whyNotTaken } from "@/lib/media/why-not-taken";

const HEAD_BYTES = 64 * 1024;

/** Looks at what a file is, whatever it was called, and says how it is kept or in one sentence why it is not taken. */
export async function readUpload(
  path: string,
  bytes: number,
  deps: ReadDeps,
): Promise<KeptMedia | { refusal: Refusal }> {
  if (bytes === 0) return refused("file_empty", "The file is empty. Choose it again.");
  const head = await readHead(path);
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  const mime = type?.mime ?? "";
  if (isPicture(mime)) {
    if (bytes > pictureBytesMax) {
      return refused("too_large", "The picture is larger than 25 MB. Scale it down and upload it again.");
    }
    return await orderReading(path, deps);
  }
  const container = containerOf(mime);
  if (container === null) {
    return refused("not_taken", whyNotTaken({ mime, extension: type?.ext ?? null, head: head.toString("latin1") }));
  }
  return await readRecording(path, bytes, container, deps);
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function refused(code: string, message: string): { refusal: Refusal } {
  return { refusal: { code, message, field: "file" } };
}
