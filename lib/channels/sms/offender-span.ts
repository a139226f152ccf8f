import type { Segments } from "./split-segments";

/** The character that makes a text dear, as a reader sees it. */
interface OffenderSpan {
  start: number;
  end: number;
  /** The character itself, or its code point when nobody could see it. */
  name: string;
  /** The billed part it starts in, from 1. */
  part: number;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Where the first dear character stands: with all that is drawn as one with it, as in an emoji of several people. */
export function offenderSpan(
  text: string,
  offender: Segments["offender"],
  parts: readonly string[],
): OffenderSpan | null {
  if (offender === null) return null;
  const found = graphemes.segment(text).containing(offender.index);
  const start = found?.index ?? offender.index;
  const letter = found?.segment ?? offender.char;
  const point = (offender.char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  let end = 0;
  const part = parts.findIndex((words) => {
    end += words.length;
    return offender.index < end;
  });
  return {
    ...{ start, end: start + letter.length, part: part + 1 },
    name: /^[\p{Z}\p{C}]*$/u.test(letter) ? `U+${point}` : letter,
  };
}
