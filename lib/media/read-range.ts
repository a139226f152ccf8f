/** A part of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a Range header (RFC 9110, 14.2). Null means: answer with the whole file. That goes for several ranges as well,
 * which a server may always ignore. Example: "bytes=-500" of 2,000 bytes is 1500 to 1999.
 */
export function readRange(header: string | null, bytes: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  if (first === "") {
    const wanted = Math.min(Number(last), bytes);
    return wanted === 0 ? "unsatisfiable" : { start: bytes - wanted, end: bytes - 1 };
  }
  const range = { start: Number(first), end: last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1) };
  if (last !== "" && Number(last) < Number(first)) return null;
  return range.start >= bytes ? "unsatisfiable" : range;
}
