/** Where about that many characters of a text end: never inside an emoji or an accented letter. */
export function visibleUntil(text: string, chars: number): number {
  if (text.length <= chars) return text.length;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    if (index + segment.length > chars) break;
    end = index + segment.length;
  }
  return end;
}
