import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { cellCharsMax, type ImportMapping } from "./mapping";

/** A row of the file as a contact, ready to be stored. */
export interface ImportedContact {
  /** 1-based line of data in the file, the header counted as row 1 when there is one. */
  rowNumber: number;
  /** E.164 digits without "+". */
  phone: string | null;
  messengerId: string | null;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  locale: string | null;
  country: string | null;
  timeZone: string | null;
  attributes: Record<string, string>;
  consented: boolean;
}

export type RowReading = { ok: true; contact: ImportedContact } | { ok: false; reason: string };

const yes = new Set([
  "1",
  "y",
  "yes",
  "true",
  "t",
  "x",
  "on",
  "opted in",
  "opt-in",
  "optin",
  "subscribed",
  "ja",
  "oui",
  "si",
  "sí",
  "sim",
  "consent",
  "granted",
]);

/** Turns the cells of one row into a contact, or says in one sentence why it cannot. Formulas stay text. */
export function readRow(cells: readonly string[], rowNumber: number, mapping: ImportMapping): RowReading {
  if (cells.length > mapping.targets.length && cells.slice(mapping.targets.length).some((cell) => cell.trim() !== "")) {
    return refuse(
      `The row has ${cells.length} cells, but the file has ${mapping.targets.length} columns. Check for a separator inside a text.`,
    );
  }
  const contact: ImportedContact = {
    rowNumber,
    phone: null,
    messengerId: null,
    externalId: null,
    firstName: null,
    lastName: null,
    email: null,
    locale: null,
    country: null,
    timeZone: null,
    attributes: {},
    consented: consented(cells, mapping),
  };
  let phoneText = "";
  for (const [column, target] of mapping.targets.entries()) {
    const value = clean(cells[column] ?? "");
    if (target === "ignore" || value === "") continue;
    if (value.length > cellCharsMax) {
      return refuse(`Column ${column + 1} has ${value.length} characters; at most ${cellCharsMax} can be stored.`);
    }
    if (target === "phone") phoneText = value;
    else if (target === "messenger_id") contact.messengerId = value;
    else if (target === "external_id") contact.externalId = value;
    else if (target === "first_name") contact.firstName = value;
    else if (target === "last_name") contact.lastName = value;
    else if (target === "email") {
      if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return refuse(`"${short(value)}" is not an email address.`);
      contact.email = value;
    } else if (target === "locale") contact.locale = value.slice(0, 35);
    else if (target === "country") {
      if (!/^[A-Za-z]{2}$/.test(value))
        return refuse(`"${short(value)}" is not a two-letter country code such as US or DE.`);
      contact.country = value.toUpperCase();
    } else if (target === "time_zone") contact.timeZone = value.slice(0, 60);
    else contact.attributes[target.slice("attributes.".length)] = value;
  }
  if (phoneText !== "") {
    const country = contact.country ?? mapping.defaultCountry;
    const phone = parsePhoneNumberFromString(phoneText, country as CountryCode);
    if (phone === undefined || !phone.isValid()) {
      return refuse(`"${short(phoneText)}" is not a phone number that exists (read with country ${country}).`);
    }
    contact.phone = phone.number.slice(1);
    contact.country ??= phone.country ?? null;
  }
  if (contact.phone === null && contact.messengerId === null)
    return refuse("The row has no phone number, so the person cannot be reached.");
  return { ok: true, contact };
}

function consented(cells: readonly string[], mapping: ImportMapping): boolean {
  if (mapping.consent.kind === "everyone") return true;
  if (mapping.consent.kind === "none") return false;
  return yes.has((cells[mapping.consent.column] ?? "").trim().toLowerCase());
}

/** Removes spaces around and characters that no text should hold (NUL cannot be stored in PostgreSQL). */
function clean(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return cell.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, "").trim();
}

function short(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}

function refuse(reason: string): RowReading {
  return { ok: false, reason };
}
