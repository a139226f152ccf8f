import type { ActionResult, Refusal } from "@/lib/action-result";
import { fileBytesMax } from "@/lib/import/mapping";

const unreachable: Refusal = {
  code: "unreachable",
  message: "The connection broke off before the whole file had arrived. Try again.",
  field: null,
};

/** Sends a contact file and answers the id of the import; `onProgress` hears the share that is sent, 0..1. */
export function uploadContactFile(
  file: File,
  onProgress: (share: number) => void,
): Promise<ActionResult<{ id: string }>> {
  // Said at once rather than after the file has travelled.
  if (file.size > fileBytesMax) return refused("The file is larger than 200 MB. Split it into smaller files.");
  if (file.size === 0) return refused("The file is empty. Export it again and check that it has rows.");
  return new Promise((resolve) => {
    // XMLHttpRequest because fetch does not say how much has been sent.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/studio/imports");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => resolve({ ok: false, refusal: unreachable });
    request.onload = () => resolve(readAnswer(request));
    request.send(file);
  });
}

function refused(message: string): Promise<ActionResult<{ id: string }>> {
  return Promise.resolve({ ok: false, refusal: { code: "invalid_file", message, field: "file" } });
}

function readAnswer(request: XMLHttpRequest): ActionResult<{ id: string }> {
  try {
    // Our own route: its shape is the type's.
    const body = JSON.parse(request.responseText) as { id: string } | { refusal: Refusal };
    return "refusal" in body ? { ok: false, refusal: body.refusal } : { ok: true, value: body };
  } catch {
    return { ok: false, refusal: unreachable };
  }
}
