import type { ActionResult, Refusal } from "@/lib/action-result";
import type { MediaItem } from "@/lib/media/media-item";
import type { MediaKind } from "@/lib/media/profiles";

const address = "/api/studio/media";

export interface MediaPage {
  items: MediaItem[];
  hasMore: boolean;
}

/** Which files are asked for. */
export interface MediaFilter {
  search: string;
  /** Only these kinds; null for all. */
  kinds: readonly MediaKind[] | null;
}

/** An upload that is under way somewhere, or was refused. */
export interface PendingUpload {
  id: string;
  fileName: string;
  bytes: number;
  receivedBytes: number;
  failure: string | null;
}

/** A page of the library, newest first; `after` is the last one of the page before. */
export async function fetchMediaPage({ search, kinds }: MediaFilter, after: MediaItem | null): Promise<MediaPage> {
  const query = new URLSearchParams({ search });
  if (kinds !== null) query.set("kinds", kinds.join(","));
  if (after !== null) query.set("after", `${after.createdAt},${after.id}`);
  return await read<MediaPage>(`${address}?${query}`);
}

/** So many files are named in one request: an address has an end. */
const namedAtOnceMax = 60;

/** The named files, those that are still there. */
export async function fetchMediaByIds(ids: readonly string[]): Promise<MediaItem[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / namedAtOnceMax) }, (_, part) =>
    ids.slice(part * namedAtOnceMax, (part + 1) * namedAtOnceMax),
  );
  const pages = await Promise.all(
    parts.map((some) => read<MediaPage>(`${address}?${new URLSearchParams({ ids: some.join(",") })}`)),
  );
  return pages.flatMap(({ items }) => items);
}

/** Uploads that are under way or were refused, also those another tab began. */
export async function fetchPendingUploads(): Promise<PendingUpload[]> {
  return await read<PendingUpload[]>(`${address}/uploads`);
}

/** Begins the upload of a file, or finds how far it was. */
export function startUpload(file: File): Promise<ActionResult<{ id: string; receivedBytes: number }>> {
  // The same file chosen again, in this tab or another, continues.
  const fingerprint = `${file.name}:${file.size}:${file.lastModified}`;
  return send("POST", `${address}/uploads`, { fileName: file.name, fingerprint, bytes: file.size });
}

/** Gives an upload up, or puts away why it was refused. */
export function dismissUpload(id: string): Promise<ActionResult<null>> {
  return send("DELETE", `${address}/uploads/${id}`, null);
}

/** Has a file fetched from a public address. */
export function addByAddress(url: string): Promise<ActionResult<MediaItem>> {
  return send("POST", `${address}/by-address`, { url });
}

/** Sends one piece; `onProgress` hears how many of its bytes are sent. */
export function sendPiece(
  id: string,
  offset: number,
  piece: Blob,
  onProgress: (bytes: number) => void,
): Promise<ActionResult<{ receivedBytes: number; item: MediaItem | null }>> {
  return new Promise((resolve) => {
    // XMLHttpRequest because fetch does not say how much has been sent.
    const request = new XMLHttpRequest();
    request.open("PUT", `${address}/uploads/${id}?offset=${offset}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => resolve({ ok: false, refusal: unreachable });
    request.onload = () => resolve(readAnswer(request.responseText));
    request.send(piece);
  });
}

export const unreachable: Refusal = {
  code: "unreachable",
  message: "The connection broke off. Try again: it goes on where it stopped.",
  field: null,
};

async function read<Value>(url: string): Promise<Value> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The library answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as Value;
}

async function send<Value>(method: string, url: string, body: unknown): Promise<ActionResult<Value>> {
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(url, { method, ...(body !== null && { headers, body: JSON.stringify(body) }) });
    return readAnswer(await response.text());
  } catch {
    return { ok: false, refusal: unreachable };
  }
}

function readAnswer<Value>(text: string): ActionResult<Value> {
  try {
    const body = JSON.parse(text) as Value | { refusal: Refusal };
    const isRefusal = typeof body === "object" && body !== null && "refusal" in body;
    return isRefusal ? { ok: false, refusal: body.refusal } : { ok: true, value: body };
  } catch {
    return { ok: false, refusal: unreachable };
  }
}
