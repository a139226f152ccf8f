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

/** Of one string that holds Liquid. */
export const templateCharsMax = 5000;

/** A format of a date is a few letters; each one it names may cost a look-up in the calendar of the language. */
const dateFormatCharsMax = 60;

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

/**
 * The one configured template engine: whitelisted, bounded, without files, clock or prototypes. Its own limits in
 * milliseconds are not used, since the same message would then come out differently on a busy machine: what a
 * template may cost is counted in `template-budget.ts`.
 */
export function createLiquid(): Liquid {
  const liquid = new Liquid({
    fs: noFiles,
    relativeReference: false,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    parseLimit: templateCharsMax,
    timezoneOffset: 0,
    locale: "en-US",
    dateFormat: "%-d %B %Y",
  });
  const libraryDate = liquid.filters.date;
  liquid.registerFilter("date", function (value: unknown, format?: unknown, ...rest: unknown[]) {
    const words = format === undefined || format === null ? "" : String(format);
    if (words.length > dateFormatCharsMax || widePadding.test(words)) throw new Error("The date format is too wide.");
    this.context.memoryLimit.use(dateCost(words, rest[0]));
    // "now" would read the clock: the same person would get two different messages.
    if (value === "now" || value === "today") throw new Error("A message cannot ask for the current time.");
    if (typeof libraryDate !== "function") return value;
    return libraryDate.call(this, value, format, ...rest);
  });
  const libraryEncode = liquid.filters.url_encode;
  liquid.registerFilter("url_encode", function (value: unknown) {
    const words = value === undefined || value === null ? "" : String(value);
    // The library does not count this one, though it makes nine characters of one.
    this.context.memoryLimit.use(9 * words.length);
    return typeof libraryEncode === "function" ? libraryEncode.call(this, words) : words;
  });
  keepOnly(liquid.tags, allowedTags);
  keepOnly(liquid.filters, allowedFilters);
  return liquid;
}

/** In characters that other filters work through as quickly. Each word of a date and each zone is asked of the calendar. */
function dateCost(format: string, zone: unknown): number {
  return 1000 + 500 * (format.split("%").length - 1) + (zone === undefined ? 0 : 2500);
}

function keepOnly(registry: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(registry)) {
    if (!names.includes(name)) delete registry[name];
  }
}
