import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { type Mac, seal, unseal } from "@/lib/links/seal";
import { uuidFromBytes, uuidToBytes } from "@/lib/links/uuid-bytes";

/** What the code allows: to see and change the preferences of whoever got the message, in their name. */
const domain = "preferences:2";
const macBytes = 8;
const idBytes = 16;

/** Characters of a message code: short, since it stands in every text message. */
export const messageCodeChars = 32;

/**
 * Writes a code that names one message and nothing else. Whose it was is looked up: the long tokens that said so
 * themselves took 91 characters of a text message. 64 bits of MAC over an id of 122 random bits cannot be guessed.
 */
export function encodeMessageCode(deliveryId: string, mac: Mac): string {
  return encodeBase64url(seal(domain, uuidToBytes(deliveryId), macBytes, mac));
}

/** The message a code names; null when it was not made with our secret. */
export function decodeMessageCode(code: string, mac: Mac): string | null {
  if (code.length !== messageCodeChars) return null;
  const sealed = decodeBase64url(code);
  const payload = sealed?.length === idBytes + macBytes ? unseal(domain, sealed, macBytes, mac) : null;
  return payload === null ? null : uuidFromBytes(payload);
}
