import { septetsOf } from "./gsm-alphabet";

/** Look-alikes within GSM-7 of characters that word processors and phones put in by themselves. */
const lookAlikes: Readonly<Record<string, string>> = {
  "“": '"',
  "”": '"',
  "„": '"',
  "‟": '"',
  "«": '"',
  "»": '"',
  "″": '"',
  "‘": "'",
  "’": "'",
  "‚": "'",
  "‛": "'",
  "′": "'",
  "`": "'",
  "´": "'",
  "–": "-",
  "—": "-",
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "―": "-",
  "−": "-",
  "…": "...",
  "•": "-",
  "·": "-",
  "‹": "<",
  "›": ">",
  "×": "x",
  "⁄": "/",
  "\u00a0": " ",
  "\u2002": " ",
  "\u2003": " ",
  "\u2007": " ",
  "\u2009": " ",
  "\u200a": " ",
  "\u202f": " ",
  "\u3000": " ",
  "\t": " ",
  "\u00ad": "",
  "\u200b": "",
  "\u2060": "",
  "\ufeff": "",
  ç: "Ç",
};

/** The character's look-alike within GSM-7; null when there is none. */
export function lookAlike(char: string): string | null {
  return Object.hasOwn(lookAlikes, char) ? (lookAlikes[char] ?? null) : null;
}

/** Replaces curly quotes, dashes and their kin by characters a cheap text message can hold; leaves all others. */
export function withSmartCharacters(text: string): string {
  let out = "";
  for (const char of text) out += septetsOf(char) === null ? (lookAlike(char) ?? char) : char;
  return out;
}
