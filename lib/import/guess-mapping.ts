import type { CountryCode } from "libphonenumber-js/max";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { ColumnTarget } from "./mapping";

const known: [ColumnTarget, RegExp][] = [
  ["external_id", /^(id|external[ _-]?id|customer[ _-]?(id|no|number)|user[ _-]?id|kundennummer)$/],
  ["first_name", /^(first[ _-]?name|given[ _-]?name|forename|vorname|pr[eé]nom|nombre|nome)$/],
  ["last_name", /^(last[ _-]?name|surname|family[ _-]?name|nachname|nom|apellidos?|cognome|sobrenome)$/],
  [
    "phone",
    /^(phone|phone[ _-]?(number|no)|mobile|mobile[ _-]?(phone|number)|cell|cell[ _-]?phone|telephone|tel|telefon|handy|t[eé]l[eé]phone|tel[eé]fono|m[oó]vil|celular|whatsapp|msisdn)$/,
  ],
  ["email", /^(e-?mail|e-?mail[ _-]?address|mail|correo)$/],
  ["country", /^(country|country[ _-]?code|land|pays|pa[ií]s)$/],
  ["locale", /^(locale|language|lang|sprache|langue|idioma)$/],
  ["time_zone", /^(time[ _-]?zone|tz|zeitzone)$/],
  ["messenger_id", /^(messenger[ _-]?id|psid|page[ _-]?scoped[ _-]?id)$/],
];

const consentHeader =
  /^(consent|opt[ _-]?in|opted[ _-]?in|marketing[ _-]?(consent|opt[ _-]?in)|subscribed|sms[ _-]?(consent|opt[ _-]?in)|einwilligung|consentement|consentimiento)$/;

export interface GuessedMapping {
  targets: ColumnTarget[];
  hasHeader: boolean;
  /** Column that seems to hold consent; null when none does. */
  consentColumn: number | null;
}

/** A first mapping to correct by hand: known header words, else what the cells look like, else an attribute of that name. */
export function guessMapping(rows: readonly (readonly string[])[], defaultCountry: string): GuessedMapping {
  const header = rows[0] ?? [];
  const body = rows.slice(1);
  const hasHeader = looksLikeHeader(header, body, defaultCountry);
  const cells = hasHeader ? body : rows;
  const taken = new Set<ColumnTarget>();
  let consentColumn: number | null = null;
  const targets = header.map((title, column): ColumnTarget => {
    const name = title.trim().toLowerCase();
    if (hasHeader && consentColumn === null && consentHeader.test(name)) {
      consentColumn = column;
      return "ignore";
    }
    const target = hasHeader ? byName(name, title) : byLook(column, cells, defaultCountry);
    if (target === "ignore" || taken.has(target)) return "ignore";
    taken.add(target);
    return target;
  });
  if (!taken.has("phone")) {
    const column = targets.findIndex((_, index) => byLook(index, cells, defaultCountry) === "phone");
    if (column >= 0) targets[column] = "phone";
  }
  return { targets, hasHeader, consentColumn };
}

function byName(name: string, title: string): ColumnTarget {
  const found = known.find(([, pattern]) => pattern.test(name));
  if (found !== undefined) return found[0];
  const attribute = title
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ -]+/g, "")
    .trim()
    .replaceAll(/[ -]+/g, "_")
    .slice(0, 60);
  return attribute === "" ? "ignore" : `attributes.${attribute}`;
}

function byLook(column: number, rows: readonly (readonly string[])[], defaultCountry: string): ColumnTarget {
  const cells = rows.slice(0, 20).map((row) => row[column]?.trim() ?? "");
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length === 0) return "ignore";
  const share = (test: (cell: string) => boolean) => filled.filter(test).length / filled.length;
  if (share((cell) => isPhone(cell, defaultCountry)) > 0.6) return "phone";
  if (share((cell) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(cell)) > 0.6) return "email";
  return "ignore";
}

/** A first row with a known title, or without any phone number or email while the rows below have one. */
function looksLikeHeader(header: readonly string[], body: readonly (readonly string[])[], country: string): boolean {
  const names = header.map((title) => title.trim().toLowerCase());
  if (names.some((name) => known.some(([, pattern]) => pattern.test(name)) || consentHeader.test(name))) return true;
  const data = (cell: string) => isPhone(cell, country) || cell.includes("@");
  return body.length > 0 && !header.some(data) && (body[0]?.some(data) ?? false);
}

function isPhone(cell: string, country: string): boolean {
  return (
    /\d{5}/.test(cell.replaceAll(/[\s().-]/g, "")) &&
    parsePhoneNumberFromString(cell, country as CountryCode)?.isValid() === true
  );
}
