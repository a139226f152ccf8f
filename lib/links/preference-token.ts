import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { type Mac, seal, unseal } from "@/lib/links/seal";
import { uuidFromBytes, uuidToBytes } from "@/lib/links/uuid-bytes";

/** Whose preferences a link opens, and out of which message it came. */
export interface PreferenceToken {
  workspaceId: string;
  contactId: string;
  /** Null when the link was not sent by a campaign. */
  campaignId: string | null;
  /** To the second. */
  expiresAt: Date;
}

export type PreferenceTokenReading =
  | { ok: true; token: PreferenceToken }
  /** Forged: not made with our secret. Expired: made by us, too long ago. */
  | { ok: false; why: "forged" | "expired" };

const domain = "preferences:1";
const macBytes = 16;
const idBytes = 16;
const headBytes = 4 + 2 * idBytes;

/** How long a preference link stays valid. CASL wants an opt-out to work for at least 60 days after the message. */
export const preferenceTokenDays = 400;

/** Writes the token of a preference page's address: 70 characters, 91 with a campaign. */
export function encodePreferenceToken(token: PreferenceToken, mac: Mac): string {
  const seconds = Math.floor(token.expiresAt.getTime() / 1000);
  const payload = new Uint8Array(headBytes + (token.campaignId === null ? 0 : idBytes));
  new DataView(payload.buffer).setUint32(0, seconds);
  payload.set(uuidToBytes(token.workspaceId), 4);
  payload.set(uuidToBytes(token.contactId), 4 + idBytes);
  if (token.campaignId !== null) payload.set(uuidToBytes(token.campaignId), headBytes);
  return encodeBase64url(seal(domain, payload, macBytes, mac));
}

/** Reads a token. Who it is for is revealed only by a token that is ours and still valid. */
export function decodePreferenceToken(text: string, mac: Mac, now: Date): PreferenceTokenReading {
  const sealed = text.length > 120 ? null : decodeBase64url(text);
  const hasRightLength =
    sealed !== null && [headBytes + macBytes, headBytes + idBytes + macBytes].includes(sealed.length);
  const payload = hasRightLength ? unseal(domain, sealed, macBytes, mac) : null;
  if (payload === null) return { ok: false, why: "forged" };
  const expiresAt = new Date(new DataView(payload.buffer, payload.byteOffset).getUint32(0) * 1000);
  if (expiresAt <= now) return { ok: false, why: "expired" };
  const token = {
    workspaceId: uuidFromBytes(payload.subarray(4)),
    contactId: uuidFromBytes(payload.subarray(4 + idBytes)),
    campaignId: payload.length > headBytes ? uuidFromBytes(payload.subarray(headBytes)) : null,
    expiresAt,
  };
  return { ok: true, token };
}
