/** Cuts at a character boundary and marks the cut; emoji and accents stay whole. */
export function shorten(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    if (cut.length + segment.length > charsMax - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}
