import { shorten } from "@/lib/channels/shorten";

/** Marks that may sit on one letter: Vietnamese and pointed Hebrew need three, towers of them need none of us. */
const towers = /(\p{M}{4})\p{M}+/gu;
/** Half characters, and what steers text without being seen; the two joiners that Persian and Indic words need stay. */
const unseen = /(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
const blanks = /[\p{Cc}\p{Z}]+/gu;

/**
 * Words as they can be drawn: one line, composed, without controls, direction overrides or towers of marks, and no
 * longer than that many UTF-16 units. Words that come from a contact are anything at all.
 */
export function tidyWords(text: string, charsMax: number): string {
  // Nothing is read beyond what could matter, so that a huge text costs no more than a long one.
  const read = text.slice(0, charsMax * 16).normalize("NFC");
  const tidy = read.replace(unseen, "").replace(towers, "$1").replace(blanks, " ").trim().normalize("NFC");
  return shorten(tidy, charsMax);
}
