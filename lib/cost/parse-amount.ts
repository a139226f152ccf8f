import { microsPerUnit } from "@/lib/cost/price";

/**
 * An amount as people and price lists write it, in micros; null when it is none. Digits are moved, never computed with,
 * so nothing is rounded. Examples: "0.0412" -> 41,200; "0,0412 €" -> 41,200; "1.5" -> 1,500,000; "0.00000001" -> null.
 */
export function parseAmount(text: string): number | null {
  const match = /^[^\d.,-]*(\d{1,6})?(?:[.,](\d*))?[^\d.,]*$/.exec(text.trim());
  const [, whole, fraction = ""] = match ?? [];
  if (match === null || (whole === undefined && fraction === "")) return null;
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > 6) return null;
  return Number(whole ?? "0") * microsPerUnit + Number(digits.padEnd(6, "0"));
}
