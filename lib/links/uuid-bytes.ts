const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is spelled like a UUID. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** The sixteen bytes of a UUID. A text that is none is a mistake of the caller. */
export function uuidToBytes(uuid: string): Uint8Array {
  if (!isUuid(uuid)) throw new Error("not a UUID");
  const digits = uuid.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));
}

/** The UUID of sixteen bytes, in lower case. */
export function uuidFromBytes(bytes: Uint8Array): string {
  const digits = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
