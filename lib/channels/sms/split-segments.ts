import { septetsOf } from "./gsm-alphabet";
import { gsmUnitsPart, gsmUnitsSingle, ucs2UnitsPart, ucs2UnitsSingle } from "./limits";

/** A text as it goes over the air. */
export interface Segments {
  encoding: "GSM-7" | "UCS-2";
  /** The text of each part, in order; together they are the whole text. */
  parts: string[];
  /** Septets (GSM-7) or UTF-16 units (UCS-2) used in all. */
  units: number;
  /** Units still free in the last part. */
  unitsLeft: number;
  /** The first character outside GSM-7 and its place in the text: it makes the whole text UCS-2. */
  offender: { char: string; index: number } | null;
}

/** Splits a text into parts as phones and carriers count them. An escaped character or a surrogate pair is never cut in two. */
export function splitSegments(text: string): Segments {
  const offender = firstOffender(text);
  const encoding = offender === null ? "GSM-7" : "UCS-2";
  const unitsOf = (char: string): number => (encoding === "GSM-7" ? (septetsOf(char) ?? 0) : char.length);
  let units = 0;
  for (const char of text) units += unitsOf(char);
  const single = encoding === "GSM-7" ? gsmUnitsSingle : ucs2UnitsSingle;
  if (units <= single) return { encoding, parts: [text], units, unitsLeft: single - units, offender };

  const perPart = encoding === "GSM-7" ? gsmUnitsPart : ucs2UnitsPart;
  const parts: string[] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  for (const char of text) {
    const size = unitsOf(char);
    if (used + size > perPart) {
      parts.push(text.slice(start, end));
      start = end;
      used = 0;
    }
    end += char.length;
    used += size;
  }
  parts.push(text.slice(start));
  return { encoding, parts, units, unitsLeft: perPart - used, offender };
}

function firstOffender(text: string): Segments["offender"] {
  let index = 0;
  for (const char of text) {
    if (septetsOf(char) === null) return { char, index };
    index += char.length;
  }
  return null;
}
