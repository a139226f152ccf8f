/** One line of the file of rejected rows, ready to be opened in a spreadsheet. */
export function rejectedCsvLine(cells: readonly string[]): string {
  return `${cells.map(safeCell).join(",")}\r\n`;
}

/** A spreadsheet runs a cell that begins like a formula, also behind a tab or a line break: an apostrophe keeps it text. */
function safeCell(cell: string): string {
  const text = /^[\s]*[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
