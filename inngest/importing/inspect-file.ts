import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { detectDelimiter } from "@/lib/import/detect-delimiter";
import { detectEncoding } from "@/lib/import/detect-encoding";
import { guessMapping } from "@/lib/import/guess-mapping";
import type { InspectedFile } from "@/lib/import/inspected-file";
import { readCsv, UnreadableFile } from "./read-csv";

const headBytes = 64 * 1024;
const sampleRows = 25;
const sampleCellCharsMax = 1_000;

/** Looks at the beginning of a contact file. Throws UnreadableFile with a sentence when it is none. */
export async function inspectFile(path: string, defaultCountry: string): Promise<InspectedFile> {
  const { size } = await stat(path);
  if (size === 0) throw new UnreadableFile("The file is empty. Export it again and check that it has rows.");
  const head = await readHead(path);
  const guessed = detectEncoding(head, size <= headBytes);
  // One letter of Latin-1 after the first pages would otherwise become a replacement mark in somebody's name.
  const encoding = guessed === "utf-8" && !(await isUtf8(path)) ? "windows-1252" : guessed;
  if (encoding === "windows-1252" && head.includes(0)) {
    throw new UnreadableFile("This is not a text file. Save the sheet as CSV (comma separated) and upload that.");
  }
  const delimiter = detectDelimiter(new TextDecoder(encoding).decode(head, { stream: true }));
  const sample: string[][] = [];
  for await (const cells of readCsv(path, { encoding, delimiter })) {
    sample.push(cells.map(storable));
    if (sample.length >= sampleRows) break;
  }
  if (sample.length === 0)
    throw new UnreadableFile("The file has no rows. Export it again and check that it has data.");
  return { encoding, delimiter, sample, guess: guessMapping(sample, defaultCountry) };
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A cell as the sample keeps it: no NUL, which the database refuses, and cut long after what a contact may hold. */
function storable(cell: string): string {
  const text = cell.replaceAll("\0", "\ufffd");
  return text.length > sampleCellCharsMax ? [...text].slice(0, sampleCellCharsMax).join("") : text;
}
