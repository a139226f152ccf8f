import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { type Mac, seal, unseal } from "@/lib/links/seal";
import { uuidFromBytes, uuidToBytes } from "@/lib/links/uuid-bytes";

/** What an address that names a message allows: to change the person's preferences, or to tell what became of a notification. */
export type MessageCodePurpose = "preferences:2" | "notification:1";

const macBytes = 8;
const idBytes = 16;

/** Characters of a message code: short, since it stands in every text message. */
export const messageCodeChars = 32;

/**
 * Writes a code that names one message and nothing else. Whose it was is looked up: the long tokens that said so
 * themselves took 91 characters of a text message. 64 bits of MAC over an id of 122 random bits cannot be guessed.
 */
export function encodeMessageCode(purpose: MessageCodePurpose, deliveryId: string, mac: Mac): string {
  return encodeBase64url(seal(purpose, uuidToBytes(deliveryId), macBytes, mac));
}

/** The message a code names; null when it was not made with our secret, or not for this purpose. */
export function decodeMessageCode(purpose: MessageCodePurpose, code: string, mac: Mac): string | null {
  if (code.length !== messageCodeChars) return null;
  const sealed = decodeBase64url(code);
  const payload = sealed?.length === idBytes + macBytes ? unseal(purpose, sealed, macBytes, mac) : null;
  return payload === null ? null : uuidFromBytes(payload);
}
