import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** What to call a person of whom perhaps only a number is known. */
export function contactName(person: { firstName: string | null; lastName: string | null }): string {
  const name = [person.firstName, person.lastName].filter((part) => part !== null && part !== "").join(" ");
  return name === "" ? "No name" : name;
}

/** E.164 digits as people write them: +1 415 555 0100. */
export function phoneText(digits: string): string {
  return parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}

const regionNames = new Intl.DisplayNames("en", { type: "region" });

/** Germany for DE; the code itself when it is none. */
export function countryText(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regionNames.of(code) ?? code) : code;
}
