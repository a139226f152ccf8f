import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { TextDecoderStream } from "node:stream/web";
import { CsvError, parse } from "csv-parse";
import type { FileEncoding } from "@/lib/import/detect-encoding";
import { columnsMax, rowBytesMax } from "@/lib/import/mapping";

export interface CsvFormat {
  encoding: FileEncoding;
  delimiter: string;
}

/** The file as a whole cannot be read on; the message is for the person who uploaded it. */
export class UnreadableFile extends Error {}

/**
 * The rows of a CSV file (a path, or its bytes), one after the other, with constant memory. A quotation mark that is never closed and a file
 * of endless columns end with a sentence that names the row.
 */
export async function* readCsv(file: string | Uint8Array, format: CsvFormat): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    delimiter: format.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: rowBytesMax,
  });
  const text = Readable.toWeb(
    typeof file === "string" ? createReadStream(file) : Readable.from(pieces(file)),
  ).pipeThrough(new TextDecoderStream(format.encoding));
  const source = Readable.fromWeb(text);
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let rowNumber = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      rowNumber += 1;
      if (cells.length > columnsMax) {
        throw new UnreadableFile(tooManyColumns(rowNumber, cells.length));
      }
      yield cells;
    }
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile(sentenceFor(error, rowNumber)) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

const pieceBytes = 64 * 1024;

/** Piece by piece, so that other requests get their turn in between. */
function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
}

function sentenceFor(error: CsvError, rowsYielded: number): string {
  // The parser may have read further than what was taken from it; its own count is the right one.
  const { records, index } = error as CsvError & { records?: number; index?: number };
  const rowNumber = (records ?? rowsYielded) + 1;
  if (error.code === "CSV_MAX_RECORD_SIZE" && (index ?? 0) > columnsMax)
    return tooManyColumns(rowNumber, `over ${columnsMax}`);
  if (error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE") {
    return `Row ${rowNumber} does not end: a quotation mark (") opened there is probably never closed. Correct that row and upload the file again.`;
  }
  return `Row ${rowNumber} cannot be read. Check its quotation marks and separators, then upload the file again.`;
}

function tooManyColumns(rowNumber: number, columns: number | string): string {
  return `Row ${rowNumber} has ${columns} columns; at most ${columnsMax} can be read. Check the separator of the file.`;
}
