import type { ActionResult, Refusal } from "@/lib/action-result";
import type { MediaItem } from "@/lib/media/media-item";

const address = "/api/studio/media";

export interface MediaPage {
  items: MediaItem[];
  hasMore: boolean;
}

/** A page of the library, newest first; `after` is the last one of the page before. */
export async function fetchMediaPage(search: string, after: MediaItem | null): Promise<MediaPage> {
  const query = new URLSearchParams({ search });
  if (after !== null) query.set("after", `${after.createdAt},${after.id}`);
  const response = await fetch(`${address}?${query}`);
  if (!response.ok) throw new Error(`The library answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as MediaPage;
}

/** The named files, those that are still there. */
export async function fetchMediaByIds(ids: readonly string[]): Promise<MediaItem[]> {
  const response = await fetch(`${address}?${new URLSearchParams({ ids: ids.join(",") })}`);
  if (!response.ok) throw new Error(`The library answered ${response.status}`);
  return ((await response.json()) as MediaPage).items;
}

/** Sends one file; `onProgress` hears the share that is sent, 0..1. */
export function uploadMedia(file: File, onProgress: (share: number) => void): Promise<ActionResult<MediaItem>> {
  return new Promise((resolve) => {
    // XMLHttpRequest because fetch does not say how much has been sent.
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => resolve({ ok: false, refusal: unreachable });
    request.onload = () => resolve(readAnswer(request));
    request.send(file);
  });
}

const unreachable: Refusal = {
  code: "unreachable",
  message: "The connection broke off. Try again.",
  field: null,
};

function readAnswer(request: XMLHttpRequest): ActionResult<MediaItem> {
  try {
    const body = JSON.parse(request.responseText) as MediaItem | { refusal: Refusal };
    return "refusal" in body ? { ok: false, refusal: body.refusal } : { ok: true, value: body };
  } catch {
    return { ok: false, refusal: unreachable };
  }
}
