import { codeCharsMax, promoCodeSchema } from "@/lib/promo/pool-form";

/** What a file or pasted text holds. */
export interface ReadCodes {
  /** Each once, in the order of the text. */
  codes: string[];
  /** Lines that repeat a code from above. */
  repeatedCount: number;
  /** Lines that hold no code, or more than one. */
  refused: { line: number; text: string }[];
}

const headings = new Set(["code", "codes", "promo code", "promo codes", "coupon", "coupons", "voucher", "vouchers"]);

/** Reads one code per line, as text or as a CSV file with one column, with or without a heading. */
export function readCodes(text: string): ReadCodes {
  const codes = new Set<string>();
  const refused: ReadCodes["refused"] = [];
  let repeatedCount = 0;
  let isFirst = true;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const [cell = "", ...others] = line
      .split(/[,;\t]/)
      .map(unquoted)
      .filter((each) => each !== "");
    if (cell === "") continue;
    const isHeading = isFirst && headings.has(cell.toLowerCase());
    isFirst = false;
    if (isHeading) continue;
    const wrong =
      others.length > 0 ? "more than one value" : promoCodeSchema.safeParse(cell).success ? null : "no code";
    if (wrong !== null) refused.push({ line: index + 1, text: wrong === "no code" ? wordsFor(cell) : severalWords });
    else if (codes.has(cell)) repeatedCount += 1;
    else codes.add(cell);
  }
  return { codes: [...codes], repeatedCount, refused };
}

const severalWords = "holds more than one value. Write one code per line.";

function wordsFor(cell: string): string {
  return cell.length > codeCharsMax
    ? `is longer than ${codeCharsMax} characters.`
    : "holds characters that cannot be shown.";
}

function unquoted(cell: string): string {
  const bare = cell.trim();
  return /^".*"$/.test(bare) ? bare.slice(1, -1).trim() : bare;
}
