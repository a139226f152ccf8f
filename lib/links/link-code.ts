import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { type Mac, seal, unseal } from "@/lib/links/seal";
import { uuidFromBytes, uuidToBytes } from "@/lib/links/uuid-bytes";

/** What a short link stands for: no row is stored, the code says it all. */
export interface LinkCode {
  deliveryId: string;
  /** Place of the link in `linksOf(message)`. */
  linkIndex: number;
}

const domain = "link:1";
const macBytes = 8;
const idBytes = 16;
export const linkIndexMax = 0xffff;

/** Writes a code of 34 characters (35 from the 257th link of a message on). */
export function encodeLinkCode({ deliveryId, linkIndex }: LinkCode, mac: Mac): string {
  if (!Number.isInteger(linkIndex) || linkIndex < 0 || linkIndex > linkIndexMax) throw new Error("no such link index");
  const payload = new Uint8Array(idBytes + (linkIndex < 256 ? 1 : 2));
  payload.set(uuidToBytes(deliveryId));
  if (linkIndex >= 256) payload[idBytes] = linkIndex >> 8;
  payload[payload.length - 1] = linkIndex & 255;
  return encodeBase64url(seal(domain, payload, macBytes, mac));
}

/** Reads a code; null when it was not made with our secret, or not for this purpose. */
export function decodeLinkCode(code: string, mac: Mac): LinkCode | null {
  if (code.length > 40) return null;
  const sealed = decodeBase64url(code);
  if (sealed === null || sealed.length < idBytes + 1 + macBytes || sealed.length > idBytes + 2 + macBytes) return null;
  const payload = unseal(domain, sealed, macBytes, mac);
  if (payload === null) return null;
  const linkIndex = payload.subarray(idBytes).reduce((index, byte) => index * 256 + byte, 0);
  return { deliveryId: uuidFromBytes(payload), linkIndex };
}
