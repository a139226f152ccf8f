/** How many digits a currency has after the point; 2 for what is no currency. */
function fractionDigits(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * A typed price in the currency's smallest unit: "1,299.50" and "1.299,50" are 129950. Null for what is no price. What
 * follows the last point or comma is a fraction if the currency can have it, else three more digits of the whole.
 */
export function parsePrice(text: string, currency: string): number | null {
  const digits = fractionDigits(currency);
  const compact = text.replace(/[\s'\u00a0\u202f]/g, "");
  const at = Math.max(compact.lastIndexOf("."), compact.lastIndexOf(","));
  const isFraction = at !== -1 && compact.length - at - 1 <= digits;
  const whole = isFraction ? compact.slice(0, at) : compact;
  const fraction = isFraction ? compact.slice(at + 1) : "";
  if (!/^(\d{1,12}|\d{1,3}([.,]\d{3}){1,3})$/.test(whole) || !/^\d*$/.test(fraction)) return null;
  return Number(whole.replace(/[.,]/g, "")) * 10 ** digits + Number(fraction.padEnd(digits, "0") || "0");
}

/** A price as it is typed: "12.50". */
export function priceInput(priceMinor: number, currency: string): string {
  const digits = fractionDigits(currency);
  return (priceMinor / 10 ** digits).toFixed(digits);
}
