import { parse } from "csv-parse/sync";
import { parseAmount } from "@/lib/cost/parse-amount";
import { everywhere, type NewPrice, priceSchema } from "@/lib/cost/price";
import type { PriceFile } from "@/lib/cost/price-form";
import { detectDelimiter } from "@/lib/import/detect-delimiter";
import { countries } from "@/lib/workspace/places";

export interface ReadPrices {
  prices: NewPrice[];
  /** Rows for a country that has one already, such as one per network: the dearest stands. */
  mergedCount: number;
  /** Rows left out, and why. */
  refused: { line: number; text: string }[];
}

const rowsMax = 5000;

/** Headings of price lists seen in the wild, lower case; the first that a file has is taken. */
const headings = {
  country: ["country code", "country_code", "countrycode", "iso", "iso code", "iso2", "country", "destination"],
  price: ["price", "price per message", "default price", "unit price", "rate", "cost", "price (eur)", "price (usd)"],
  currency: ["currency", "currency code"],
  validFrom: ["valid from", "valid_from", "effective date", "effective from", "effective"],
} as const;

/**
 * Reads a provider's price list: a heading with at least a country and a price, one row per country. A file without
 * these two is no price list, and the answer is the sentence that says so.
 */
export function readPriceFile({ text, commit: _, ...given }: PriceFile): ReadPrices | string {
  let rows: string[][];
  try {
    rows = parse(text, {
      ...{ bom: true, delimiter: detectDelimiter(text.slice(0, 20_000)), skip_empty_lines: true },
      ...{ relax_column_count: true, relax_quotes: true, to: rowsMax + 2 },
    });
  } catch {
    return "This file cannot be read as CSV. Save the price list as CSV and try again.";
  }
  const [head = [], ...body] = rows;
  if (body.length > rowsMax) return `A price list has at most ${rowsMax} rows. Take out what you do not need.`;
  const columns = columnsOf(head);
  if (columns.country === -1 || columns.price === -1) {
    return "The first row must name the columns, among them “country” and “price”.";
  }
  const byKey = new Map<string, NewPrice>();
  const refused: ReadPrices["refused"] = [];
  let mergedCount = 0;
  body.forEach((cells, index) => {
    const price = readRow(cells, columns, given);
    if (typeof price === "string") {
      refused.push({ line: index + 2, text: price });
      return;
    }
    const key = `${price.country} ${price.validFrom}`;
    const before = byKey.get(key);
    if (before !== undefined) mergedCount += 1;
    if (before === undefined || before.micros < price.micros) byKey.set(key, price);
  });
  return { prices: [...byKey.values()], mergedCount, refused };
}

type Columns = Record<keyof typeof headings, number>;

function columnsOf(head: readonly string[]): Columns {
  const names = head.map((cell) => cell.trim().toLowerCase());
  const find = (wanted: readonly string[]) => {
    const hit = wanted.find((name) => names.includes(name));
    return hit === undefined ? -1 : names.indexOf(hit);
  };
  return {
    country: find(headings.country),
    price: find(headings.price),
    currency: find(headings.currency),
    validFrom: find(headings.validFrom),
  };
}

function readRow(
  cells: readonly string[],
  columns: Columns,
  given: Omit<PriceFile, "text" | "commit">,
): NewPrice | string {
  const cell = (name: keyof Columns) => (columns[name] === -1 ? "" : (cells[columns[name]] ?? "").trim());
  const country = countryOf(cell("country"));
  if (country === null) return `“${cell("country").slice(0, 40)}” is no country we know.`;
  const micros = parseAmount(cell("price"));
  if (micros === null) return `“${cell("price").slice(0, 40)}” is no price with at most six decimals.`;
  const parsed = priceSchema.safeParse({
    ...given,
    country,
    micros,
    currency: cell("currency").toUpperCase() || given.currency,
    validFrom: cell("validFrom").slice(0, 10) || given.validFrom,
  });
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? "This row cannot be read.");
}

const byName = new Map(countries.map(({ code, name }) => [name.toLowerCase(), code]));
const codes = new Set(countries.map(({ code }) => code));
const others = new Set([everywhere, "all", "default", "other", "rest of world"]);

function countryOf(text: string): string | null {
  if (others.has(text.toLowerCase())) return everywhere;
  const code = text.toUpperCase();
  return codes.has(code) ? code : (byName.get(text.toLowerCase()) ?? null);
}
