const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const valueByCharacter = new Map([...alphabet].map((character, value) => [character, value]));

/** Twelve bits are two characters. */
const pairs = Array.from({ length: 4096 }, (_, bits) => alphabet.charAt(bits >> 6) + alphabet.charAt(bits & 63));

/** Bytes as text that may stand in a URL, without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = "";
  let at = 0;
  for (; at + 2 < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += pairs[three >> 12] + (pairs[three & 4095] ?? "");
  }
  const left = bytes.length - at;
  if (left === 1) return text + pairs[(bytes[at] ?? 0) << 4];
  if (left === 0) return text;
  const two = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return text + pairs[two >> 4] + alphabet.charAt((two & 15) << 2);
}

/** The bytes, or null when the text is not exactly what `encodeBase64url` writes: one code has one spelling. */
export function decodeBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    const value = valueByCharacter.get(character);
    if (value === undefined) return null;
    buffer = (buffer << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 255;
      buffer &= (1 << bits) - 1;
    }
  }
  return buffer === 0 ? bytes : null;
}
