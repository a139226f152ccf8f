/** The GSM 7-bit default alphabet (3GPP TS 23.038, table 6.2.1): one septet each. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Its extension table: an escape and the character, two septets. */
const extended = "\f^{}\\[~]|€";

const septets = new Map<string, number>([
  ...[...basic].map((char): [string, number] => [char, 1]),
  ...[...extended].map((char): [string, number] => [char, 2]),
]);

/** How many septets a character takes in GSM-7; null when it is not in the alphabet. */
export function septetsOf(char: string): number | null {
  return septets.get(char) ?? null;
}
