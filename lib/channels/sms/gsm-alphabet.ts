/** The GSM 7-bit default alphabet (3GPP TS 23.038, table 6.2.1): one septet each. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Its extension table: an escape and the character, two septets. */
const extended = "\f^{}\\[~]|€";

/** Septets by UTF-16 unit, of which each character of the alphabet is one; 0 for all others. */
const septets = new Uint8Array(0x1_00_00);
for (const char of basic) septets[char.charCodeAt(0)] = 1;
for (const char of extended) septets[char.charCodeAt(0)] = 2;

const escaped = new RegExp(`[${extended.replaceAll(/[\\\]^]/g, "\\$&")}]`, "g");

/** How many septets a character takes in GSM-7; null when it is not in the alphabet. */
export function septetsOf(char: string): number | null {
  return (char.length === 1 && septets[char.charCodeAt(0)]) || null;
}

/** Where the first character outside the alphabet begins, in UTF-16 units; -1 when there is none. */
export function firstForeign(text: string): number {
  // Every text message is read to its end: looking up each letter takes a fifth of what a regular expression does.
  for (let at = 0; at < text.length; at++) if (septets[text.charCodeAt(at)] === 0) return at;
  return -1;
}

/** How many septets a text within the alphabet takes: its characters are one UTF-16 unit each. */
export function septetsIn(text: string): number {
  return text.length + (text.match(escaped)?.length ?? 0);
}
