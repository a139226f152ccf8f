import { getCountries } from "libphonenumber-js/min";

export interface Country {
  code: string;
  name: string;
}

const countryNames = new Intl.DisplayNames("en", { type: "region" });
const byName = new Intl.Collator("en").compare;

/** Countries with phone numbers, by their English name. */
export const countries: readonly Country[] = getCountries()
  .map((code) => ({ code: String(code), name: countryNames.of(code) ?? code }))
  .sort((a, b) => byName(a.name, b.name));

/** IANA time zones that people live in, by name, with UTC first. */
export const timeZones: readonly string[] = [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC"),
];

/** Whether this runtime knows an IANA name; older aliases count too, since browsers still report them. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether a code is a country we know phone numbers of. */
export function isCountry(code: string): boolean {
  return countries.some((country) => country.code === code);
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });
const offered = "ar cs da de el en es fi fr he hi hu id it ja ko nl no pl pt pt-BR ro sv th tr uk vi zh".split(" ");

/** Languages to choose from, by their English name, with the one in use among them. */
export function languages(inUse: string): { tag: string; name: string }[] {
  return [...new Set([...offered, inUse])]
    .map((tag) => ({ tag, name: languageNames.of(tag) ?? tag }))
    .sort((a, b) => byName(a.name, b.name));
}
