import { inflateSync } from "node:zlib";

const signature = 0x774f4646;
const tableBytes = 20;
const headerBytes = 44;

/** Unpacks a WOFF file into the OpenType font it holds: the same tables, each packed by zlib. */
export function readWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== signature) throw new Error("not a WOFF font");
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = headerBytes + index * tableBytes;
    const [offset, packed, bytes] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const data = woff.subarray(offset, offset + packed);
    return { head: woff.subarray(at, at + 4), sum: at + 16, data: packed < bytes ? inflateSync(data) : data };
  });
  const directory = Buffer.alloc(12 + 16 * tables.length);
  // The flavour; the search hints after it are read by nobody here.
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(tables.length, 4);
  const parts: Uint8Array[] = [directory];
  let offset = directory.byteLength;
  for (const [index, { head, sum, data }] of tables.entries()) {
    const at = 12 + 16 * index;
    head.copy(directory, at);
    woff.copy(directory, at + 4, sum, sum + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(data.byteLength, at + 12);
    const padding = Buffer.alloc(-data.byteLength & 3);
    parts.push(data, padding);
    offset += data.byteLength + padding.byteLength;
  }
  return Buffer.concat(parts);
}
