import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";

/** Countries by calling code: "49" is Germany's alone, "1" is shared by twenty-five. */
const sharers = new Map<string, CountryCode[]>();
for (const country of getCountries()) {
  const code = getCountryCallingCode(country);
  sharers.set(code, [...(sharers.get(code) ?? []), country]);
}

/** A person's channels mostly share one number, and are asked about one after the other. */
let last: { number: string; country: string | null } = { number: "", country: null };

/**
 * The country a phone number belongs to, which is where its messages are billed; null when it cannot be told. Digits
 * with or without "+". Example: 14155550100 -> US, 14165550100 -> CA, 4915112345678 -> DE.
 */
export function countryOfNumber(number: string): string | null {
  if (last.number !== number) last = { number, country: lookUp(number) };
  return last.country;
}

function lookUp(number: string): string | null {
  const digits = number.startsWith("+") ? number.slice(1) : number;
  // No calling code is the beginning of another (ITU-T E.164), so the first that fits is the one.
  for (let length = 1; length <= 3; length++) {
    const countries = sharers.get(digits.slice(0, length));
    if (countries === undefined) continue;
    const [only, second] = countries;
    // Reading a number whole takes 25 µs, more than most of a message: only where the code leaves a choice.
    if (second === undefined) return only ?? null;
    return parsePhoneNumberFromString(`+${digits}`)?.country ?? null;
  }
  return null;
}
