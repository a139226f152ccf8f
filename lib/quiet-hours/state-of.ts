import { canadianProvinces, usStates } from "@/lib/quiet-hours/us-states";

const byAreaCode = new Map<string, { country: "US" | "CA"; state: string }>();
const byZipPrefix = new Map<number, string>();
const byName = new Map<string, string>();
for (const [code, { name, areaCodes, zipPrefixes }] of Object.entries(usStates)) {
  for (const areaCode of areaCodes) byAreaCode.set(areaCode, { country: "US", state: code });
  for (const [from, to] of zipPrefixes)
    for (let prefix = from; prefix <= to; prefix += 1) byZipPrefix.set(prefix, code);
  byName.set(name.toUpperCase(), code);
  byName.set(code, code);
}
for (const [code, { areaCodes }] of Object.entries(canadianProvinces)) {
  for (const areaCode of areaCodes) byAreaCode.set(areaCode, { country: "CA", state: code });
}

/**
 * Where the area code of a North American number lies; null for other numbers, toll-free ones and islands. Digits
 * without "+". Example: 12145550100 -> Texas.
 */
export function stateOfNumber(number: string): { country: "US" | "CA"; state: string } | null {
  if (number.length !== 11 || !number.startsWith("1")) return null;
  return byAreaCode.get(number.slice(1, 4)) ?? null;
}

const stateKeys = new Set(["state", "region", "province", "state_code", "us_state"]);
const zipKeys = new Set(["zip", "zip_code", "zipcode", "postal_code", "postcode", "postalcode"]);

/** The US state a person's stored address names, by its state ("TX", "Texas") or ZIP code; null when it names none. */
export function stateOfAddress(attributes: Readonly<Record<string, unknown>>): string | null {
  let byZip: string | null = null;
  for (const [key, value] of Object.entries(attributes)) {
    const name = key.toLowerCase().replaceAll(/[\s-]/g, "_");
    if (stateKeys.has(name)) {
      const state = byName.get(String(value).trim().toUpperCase().replace(/^US-/, ""));
      if (state !== undefined) return state;
    }
    if (zipKeys.has(name)) byZip ??= stateOfZip(String(value).trim());
  }
  return byZip;
}

/** Files lose the zeros a code begins with: 2801 is 02801, in Rhode Island. */
function stateOfZip(zip: string): string | null {
  const five = /^(\d{3,5})(-\d{4})?$/.exec(zip)?.[1]?.padStart(5, "0");
  return five === undefined ? null : (byZipPrefix.get(Number(five.slice(0, 3))) ?? null);
}
