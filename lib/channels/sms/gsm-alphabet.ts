/** The GSM 7-bit default alphabet (3GPP TS 23.038, table 6.2.1): one septet each. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Its extension table: an escape and the character, two septets. */
const extended = "\f^{}\\[~]|€";

const basicChars = new Set(basic);
const extendedChars = new Set(extended);

/** How many septets a character takes in GSM-7; null when it is not in the alphabet. */
export function septetsOf(char: string): number | null {
  if (basicChars.has(char)) return 1;
  return extendedChars.has(char) ? 2 : null;
}

const classOf = (chars: string) => chars.replaceAll(/[\\\]^-]/g, "\\$&");
const foreign = new RegExp(`[^${classOf(basic + extended)}]`, "u");
const escaped = new RegExp(`[${classOf(extended)}]`, "gu");

/** Where the first character outside the alphabet begins, in UTF-16 units; -1 when there is none. */
export function firstForeign(text: string): number {
  return text.search(foreign);
}

/** How many septets a text within the alphabet takes: its characters are one UTF-16 unit each. */
export function septetsIn(text: string): number {
  return text.length + (text.match(escaped)?.length ?? 0);
}
