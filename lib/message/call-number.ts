/** A number a phone anywhere can dial: `+` and 7 to 15 digits (E.164); null when the text is not one. */
export function callNumber(text: string): string | null {
  if (!/^\s*(\+|00)[\d\s().\-/]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, "").replace(/^00/, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}
