const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is spelled like a UUID. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** The sixteen bytes of a UUID. A text that is none is a mistake of the caller. */
export function uuidToBytes(uuid: string): Uint8Array {
  if (!isUuid(uuid)) throw new Error("not a UUID");
  const bytes = new Uint8Array(16);
  let place = 0;
  for (let at = 0; at < 16; at++) {
    if (uuid.charCodeAt(place) === hyphen) place += 1;
    bytes[at] = (digitValue(uuid.charCodeAt(place)) << 4) | digitValue(uuid.charCodeAt(place + 1));
    place += 2;
  }
  return bytes;
}

const hyphen = 45;

/** Of "0" to "9" and of "a" to "f" in either case: the letters' codes end in 1 to 6. */
function digitValue(digit: number): number {
  return digit < 58 ? digit - 48 : (digit & 7) + 9;
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The UUID of sixteen bytes, in lower case. */
export function uuidFromBytes(bytes: Uint8Array): string {
  let digits = "";
  for (let at = 0; at < 16; at++) digits += pairs[bytes[at] ?? 0];
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
