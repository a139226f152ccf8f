import { uuidFromBytes } from "@/lib/links/uuid-bytes";

/** SHA-256, or any hash of at least 16 bytes, of a text. */
export type TextHash = (text: string) => Uint8Array;

/**
 * The id of the delivery of one rung to one person: the same step always has the same id, so it cannot exist twice.
 * A UUID of version 8 (RFC 9562: bits of the maker's own choosing).
 */
export function deliveryId(campaignId: string, contactId: string, rung: number, hash: TextHash): string {
  const bytes = hash(`${campaignId}|${contactId}|${rung}`).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidFromBytes(bytes);
}
