import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { type Mac, seal, unseal } from "@/lib/links/seal";
import { uuidFromBytes, uuidToBytes } from "@/lib/links/uuid-bytes";

/** What a page on which something is played was opened for: its reports carry it back. */
export interface WatchStamp {
  deliveryId: string;
  mediaId: string;
  /** To the second. */
  openedAt: Date;
}

const domain = "watch:1";
const macBytes = 8;
const payloadBytes = 16 + 16 + 4;

/** Writes the stamp of a page: no report can be made up for another message, another film, or a page never opened. */
export function encodeWatchStamp({ deliveryId, mediaId, openedAt }: WatchStamp, mac: Mac): string {
  const payload = new Uint8Array(payloadBytes);
  payload.set(uuidToBytes(deliveryId));
  payload.set(uuidToBytes(mediaId), 16);
  new DataView(payload.buffer).setUint32(32, Math.floor(openedAt.getTime() / 1000));
  return encodeBase64url(seal(domain, payload, macBytes, mac));
}

/** Reads a stamp; null when it is not ours. */
export function decodeWatchStamp(text: string, mac: Mac): WatchStamp | null {
  const sealed = text.length > 80 ? null : decodeBase64url(text);
  const payload = sealed?.length === payloadBytes + macBytes ? unseal(domain, sealed, macBytes, mac) : null;
  if (payload === null) return null;
  const seconds = new DataView(payload.buffer, payload.byteOffset).getUint32(32);
  return {
    deliveryId: uuidFromBytes(payload),
    mediaId: uuidFromBytes(payload.subarray(16)),
    openedAt: new Date(seconds * 1000),
  };
}
