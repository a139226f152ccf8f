const candidates = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof candidates)[number];

/** The separator that splits the first lines into the most, and the most even, columns. Quoted text does not count. */
export function detectDelimiter(sample: string): Delimiter {
  const lines = unquoted(sample)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, 20);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const least = Math.min(...counts);
    const most = Math.max(0, ...counts);
    const score = least > 0 ? least * (least === most ? 2 : 1) : most > 0 ? 0.1 : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function unquoted(text: string): string {
  return text.replaceAll(/"(?:[^"]|"")*"/g, "");
}
