import { microsPerUnit } from "@/lib/cost/price";

const LOCALE = "en-US";

/** An amount of money as read on screens: "412.30 EUR", "9,100 JPY". */
export function moneyText(micros: number, currency: string): string {
  const digits = digitsOf(currency);
  // Above a thousand nobody reads the cents.
  const shown = micros >= 1000 * microsPerUnit ? 0 : digits;
  return `${amount(micros, shown, shown)} ${currency}`;
}

/** The price of one message, with as many decimals as it has: "0.0412 EUR". */
export function unitPriceText(micros: number, currency: string): string {
  return `${amount(micros, digitsOf(currency), 6)} ${currency}`;
}

/** A range of money: "398–431 EUR". */
export function moneyRangeText(lowMicros: number, highMicros: number, currency: string): string {
  return `${moneyText(lowMicros, currency).slice(0, -4)}–${moneyText(highMicros, currency)}`;
}

function amount(micros: number, digitsMin: number, digitsMax: number): string {
  const shape = { minimumFractionDigits: digitsMin, maximumFractionDigits: Math.max(digitsMin, digitsMax) };
  return (micros / microsPerUnit).toLocaleString(LOCALE, shape);
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat(LOCALE, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
