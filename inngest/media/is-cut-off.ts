import { type FileHandle, open } from "node:fs/promises";
import type { Demuxer } from "@/inngest/media/file-facts";

/**
 * Whether the file says of itself that it is longer than it is: an upload or a download that broke off. Decoders play
 * what there is and call it a whole film.
 */
export async function isCutOff(path: string, bytes: number, demuxer: Demuxer): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const read = reader(file, bytes);
    if (demuxer === "mov") return await boxesBreakOff(read, bytes);
    if (demuxer === "avi" || demuxer === "wav") return await riffBreaksOff(read, bytes);
    if (demuxer === "ogg") return await pagesBreakOff(read, bytes);
    if (demuxer === "gif") return await gifBreaksOff(read, bytes);
    if (demuxer === "aac") return await framesBreakOff(read, bytes);
    if (demuxer === "matroska") return await segmentBreaksOff(read, bytes);
    if (demuxer === "mp3") return await mp3BreaksOff(read, bytes);
    return false;
  } finally {
    await file.close();
  }
}

/** Reads that many bytes from there; fewer at the end of the file. */
type Read = (position: number, length: number) => Promise<Buffer>;

const WINDOW_BYTES = 1 << 20;

/** Small reads close to one another come out of one window. */
function reader(file: FileHandle, bytes: number): Read {
  let start = 0;
  let window = Buffer.alloc(0);
  return async (position, length) => {
    if (position < start || position + length > start + window.byteLength) {
      const wanted = Math.max(0, Math.min(Math.max(length, WINDOW_BYTES), bytes - position));
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, position);
      start = position;
      window = buffer.subarray(0, bytesRead);
    }
    return window.subarray(position - start, position - start + length);
  };
}

const STEPS_MAX = 2_000_000;

/** ISO media: boxes one after the other, each with its length; one of them is the index. */
async function boxesBreakOff(read: Read, bytes: number): Promise<boolean> {
  let position = 0;
  let hasIndex = false;
  for (let step = 0; step < STEPS_MAX && position < bytes; step++) {
    const head = await read(position, 16);
    if (head.byteLength < 8) return true;
    const type = head.toString("latin1", 4, 8);
    const short = head.readUInt32BE(0);
    if (short === 1 && head.byteLength < 16) return true;
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? bytes - position : short;
    if (length < 8 || position + length > bytes) return true;
    if (type === "moov") hasIndex = true;
    position += length;
  }
  return !hasIndex;
}

async function riffBreaksOff(read: Read, bytes: number): Promise<boolean> {
  const head = await read(0, 8);
  if (head.byteLength < 8) return true;
  const length = head.readUInt32LE(4);
  // Recorders that could not go back write all ones or nothing.
  return length !== 0 && length < 0xffff_fff0 && length + 8 > bytes + 1;
}

async function pagesBreakOff(read: Read, bytes: number): Promise<boolean> {
  let position = 0;
  for (let step = 0; step < STEPS_MAX && position < bytes; step++) {
    const head = await read(position, 27);
    if (head.byteLength < 27 || head.toString("latin1", 0, 4) !== "OggS") return true;
    const lengths = await read(position + 27, head.readUInt8(26));
    position += 27 + lengths.byteLength + lengths.reduce((sum, length) => sum + length, 0);
  }
  return position > bytes;
}

/** Matroska and WebM: a head, then one segment, each named, with its length. */
async function segmentBreaksOff(read: Read, bytes: number): Promise<boolean> {
  let position = 0;
  for (let part = 0; part < 2; part++) {
    const head = await read(position, 12);
    if (head.byteLength < 12) return true;
    const length = variableLength(head.subarray(4));
    // Recorders that could not go back leave it open.
    if (length === null) return false;
    position += 4 + length.ownBytes + length.value;
    if (position > bytes) return true;
  }
  return false;
}

/** A number whose first bits say how many bytes it has; null when all its other bits are set, which means unknown. */
function variableLength(at: Buffer): { ownBytes: number; value: number } | null {
  const [first = 0] = at;
  const ownBytes = Math.clz32(first) - 23;
  if (ownBytes > 8) return null;
  const bits = BigInt(7 * ownBytes);
  const all = (1n << bits) - 1n;
  const value = BigInt(`0x${at.toString("hex", 0, ownBytes)}`) & all;
  return value === all ? null : { ownBytes, value: Number(value) };
}

async function gifBreaksOff(read: Read, bytes: number): Promise<boolean> {
  const head = await read(0, 13);
  if (head.byteLength < 13) return true;
  const coloursOf = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let position = 13 + coloursOf(head.readUInt8(10));
  for (let step = 0; step < STEPS_MAX && position < bytes; step++) {
    const [kind] = await read(position, 1);
    if (kind === 0x3b) return false;
    if (kind === 0x2c) {
      const frame = await read(position, 10);
      if (frame.byteLength < 10) return true;
      position += 11 + coloursOf(frame.readUInt8(9));
    } else if (kind === 0x21) {
      position += 2;
    } else {
      return true;
    }
    for (; step < STEPS_MAX; step++) {
      const [length] = await read(position, 1);
      if (length === undefined) return true;
      position += 1 + length;
      if (length === 0) break;
    }
  }
  return true;
}

async function framesBreakOff(read: Read, bytes: number): Promise<boolean> {
  let position = 0;
  for (let step = 0; step < STEPS_MAX && position < bytes; step++) {
    const head = await read(position, 7);
    if (head.byteLength < 7) return true;
    if (head.readUInt16BE(0) >> 4 !== 0xfff) return false;
    const length = (head.readUInt32BE(3) >>> 13) & 0x1fff || 0;
    if (length < 7) return true;
    position += length;
  }
  return position > bytes;
}

/** The first frame of most MP3 files names how many bytes follow. */
async function mp3BreaksOff(read: Read, bytes: number): Promise<boolean> {
  const tag = await read(0, 10);
  if (tag.byteLength < 10) return true;
  const tagBytes =
    tag.toString("latin1", 0, 3) === "ID3"
      ? 10 + tag.subarray(6, 10).reduce((sum, part) => sum * 128 + (part & 0x7f), 0)
      : 0;
  const first = await read(tagBytes, 256);
  const at = Math.max(first.indexOf("Xing"), first.indexOf("Info"));
  if (at < 0 || at + 16 > first.byteLength) return tagBytes >= bytes;
  const flags = first.readUInt32BE(at + 4);
  if ((flags & 2) === 0) return false;
  const named = first.readUInt32BE(at + (flags & 1 ? 12 : 8));
  return tagBytes + named > bytes + 1;
}
