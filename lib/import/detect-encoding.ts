/** Labels of the WHATWG Encoding Standard, as TextDecoder takes them. */
export type FileEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * How a text file is encoded, told from its first bytes: a byte order mark, the zero bytes of UTF-16,
 * valid UTF-8, or else Windows-1252, which holds Latin-1. `complete` says that these are all bytes,
 * so that a character cut at the end counts as a fault.
 */
export function detectEncoding(head: Uint8Array, complete: boolean): FileEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = countZeros(head);
  if (zeros.odd > head.length / 8) return "utf-16le";
  if (zeros.even > head.length / 8) return "utf-16be";
  return isUtf8(head, complete) ? "utf-8" : "windows-1252";
}

function countZeros(bytes: Uint8Array): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 };
  bytes.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? "even" : "odd"] += 1;
  });
  return zeros;
}

function isUtf8(bytes: Uint8Array, complete: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !complete });
    return true;
  } catch {
    return false;
  }
}
