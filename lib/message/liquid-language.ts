import { Liquid, type LiquidOptions } from "liquidjs";

/** The tags a message may use. Loops, assignments and includes are absent: a message is short and says one thing. */
const allowedTags = ["if", "unless", "case", "comment"] as const;

/** The filters a message may use. None can make a string longer than the template that calls it, but for its input. */
const allowedFilters = [
  "default",
  "upcase",
  "downcase",
  "capitalize",
  "strip",
  "lstrip",
  "rstrip",
  "squish",
  "truncate",
  "truncatewords",
  "append",
  "prepend",
  "remove",
  "size",
  "url_encode",
  "date",
  "plus",
  "minus",
  "times",
  "divided_by",
  "modulo",
  "round",
  "floor",
  "ceil",
  "abs",
  "at_least",
  "at_most",
] as const;

export const templateCharsMax = 5000;

const noFiles: NonNullable<LiquidOptions["fs"]> = {
  exists: async () => false,
  existsSync: () => false,
  readFile: async () => "",
  readFileSync: () => "",
  resolve: () => "",
  contains: async () => false,
  containsSync: () => false,
};

/** A date format with a padding width of three or more digits would build a string of that many characters. */
const widePadding = /%[^a-zA-Z%]*\d{3,}/;

/** The one configured template engine: whitelisted, bounded, without files, clock or prototypes. */
export function createLiquid(): Liquid {
  const liquid = new Liquid({
    fs: noFiles,
    relativeReference: false,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    parseLimit: templateCharsMax,
    memoryLimit: 200_000,
    renderLimit: 50,
    timezoneOffset: 0,
    locale: "en-US",
    dateFormat: "%-d %B %Y",
  });
  const libraryDate = liquid.filters.date;
  liquid.registerFilter("date", function (this: unknown, value: unknown, format?: unknown, ...rest: unknown[]) {
    if (typeof format === "string" && widePadding.test(format)) throw new Error("The date format is too wide.");
    // "now" would read the clock: the same person would get two different messages.
    if (value === "now" || value === "today") throw new Error("A message cannot ask for the current time.");
    if (typeof libraryDate !== "function") return value;
    return libraryDate.call(this as never, value, format, ...rest);
  });
  keepOnly(liquid.tags, allowedTags);
  keepOnly(liquid.filters, allowedFilters);
  return liquid;
}

function keepOnly(registry: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(registry)) {
    if (!names.includes(name)) delete registry[name];
  }
}
