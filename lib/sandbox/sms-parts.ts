/** GSM 03.38: one septet each, then those that cost two. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extended = "\f^{}\\[~]|€";

/** How many parts a carrier sends a text in. */
export function smsParts(text: string): number {
  let septets = 0;
  for (const char of text) {
    if (basic.includes(char)) septets += 1;
    else if (extended.includes(char)) septets += 2;
    else return parts(text.length, 70, 67);
  }
  return parts(septets, 160, 153);
}

function parts(units: number, single: number, each: number): number {
  return units <= single ? 1 : Math.ceil(units / each);
}
