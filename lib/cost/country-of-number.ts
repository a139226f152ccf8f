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

/**
 * Within a calling code, countries differ in how a number begins. So what was found for one number holds for those that
 * end otherwise, and an audience has few beginnings. In North America the last four digits are a line of an exchange and
 * never tell a country; elsewhere three are left out, and none of a short number, where each may matter (Italy).
 */
const known = new Map<string, string | null>();
const knownMax = 50_000;
const northAmerica = /^1\d{10}$/;
const longDigits = 11;

/**
 * The country a phone number belongs to, which is where its messages are billed; null when it cannot be told. Digits
 * with or without "+". Example: 14155550100 -> US, 14165550100 -> CA, 4915112345678 -> DE.
 */
export function countryOfNumber(number: string): string | null {
  const digits = number.startsWith("+") ? number.slice(1) : number;
  // No calling code is the beginning of another (ITU-T E.164), so the first that fits is the one.
  for (let length = 1; length <= 3; length++) {
    const countries = sharers.get(digits.slice(0, length));
    if (countries === undefined) continue;
    const [only, second] = countries;
    return second === undefined ? (only ?? null) : countryOfBeginning(digits);
  }
  return null;
}

/** Reading a number whole takes 25 µs, more than most of a message: once for each beginning. */
function countryOfBeginning(digits: string): string | null {
  const lineDigits = northAmerica.test(digits) ? 4 : digits.length >= longDigits ? 3 : 0;
  const beginning = `${digits.slice(0, digits.length - lineDigits)}/${digits.length}`;
  const before = known.get(beginning);
  if (before !== undefined) return before;
  if (known.size >= knownMax) known.clear();
  const country = parsePhoneNumberFromString(`+${digits}`)?.country ?? null;
  known.set(beginning, country);
  return country;
}
