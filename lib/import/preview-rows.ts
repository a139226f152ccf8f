import type { ImportMapping } from "./mapping";
import { type RowReading, readRow } from "./read-row";

export interface PreviewRow {
  rowNumber: number;
  reading: RowReading;
}

/** The first rows of a file as the import will read them. */
export function previewRows(
  sample: readonly (readonly string[])[],
  mapping: ImportMapping,
  rowsMax: number,
): PreviewRow[] {
  const headerRows = mapping.hasHeader ? 1 : 0;
  return sample.slice(headerRows, headerRows + rowsMax).map((cells, index) => {
    const rowNumber = index + 1 + headerRows;
    return { rowNumber, reading: readRow(cells, rowNumber, mapping) };
  });
}
