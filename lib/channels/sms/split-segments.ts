import { firstForeign, septetsIn } from "./gsm-alphabet";
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
  const isGsm = offender === null;
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  const units = isGsm ? septetsIn(text) : text.length;
  const single = isGsm ? gsmUnitsSingle : ucs2UnitsSingle;
  if (units <= single) return { encoding, parts: [text], units, unitsLeft: single - units, offender };

  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = isGsm ? endOfGsmPart(text, start) : endOfUcs2Part(text, start);
    parts.push(text.slice(start, end));
    start = end;
  }
  const last = parts.at(-1) ?? "";
  const unitsLeft = isGsm ? gsmUnitsPart - septetsIn(last) : ucs2UnitsPart - last.length;
  return { encoding, parts, units, unitsLeft, offender };
}

function firstOffender(text: string): Segments["offender"] {
  const index = firstForeign(text);
  return index < 0 ? null : { char: String.fromCodePoint(text.codePointAt(index) ?? 0), index };
}

function endOfGsmPart(text: string, start: number): number {
  let end = Math.min(text.length, start + gsmUnitsPart);
  // Each escaped character leaves room for one less.
  while (septetsIn(text.slice(start, end)) > gsmUnitsPart) end -= 1;
  return end;
}

function endOfUcs2Part(text: string, start: number): number {
  const end = start + ucs2UnitsPart;
  // A pair read from its second half is that half alone.
  const isInPair = (text.codePointAt(end - 1) ?? 0) > 0xffff;
  return Math.min(text.length, isInPair ? end - 1 : end);
}
