import type { CatalogueProduct } from "@/lib/catalogue/product";
import type { ProductColumn, ProductColumns } from "@/lib/catalogue/product-columns";
import { productFormSchema } from "@/lib/catalogue/product-form";

/** One row of a file as a product, or why it is none. `currency` counts where the row names none. */
export function readProductRow(
  cells: readonly string[],
  columns: ProductColumns,
  currency: string,
): CatalogueProduct | string {
  const cell = (column: ProductColumn) => cells[columns[column] ?? -1]?.trim() ?? "";
  const available = isAvailable(cell("availability"));
  if (available === null)
    return `“${short(cell("availability"))}” does not say whether it is available. Write “in stock” or “out of stock”.`;
  const price = readPrice(cell("price"));
  const parsed = productFormSchema.safeParse({
    ...{ sku: cell("sku"), title: cell("title"), description: cell("description"), url: cell("url") },
    price: price.number,
    currency: price.currency || cell("currency") || currency,
    // Shops list several pictures in one cell, the main one first.
    imageUrl: cell("picture").split(/[,|\s]+(?=https?:)/i)[0] ?? "",
    ...{ mediaId: null, available },
  });
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? "This row cannot be read.");
}

/** "29.90 USD", "EUR 12,50" and "$5" as a number and, where it is named by its letters, a currency. */
function readPrice(text: string): { number: string; currency: string } {
  const bare = text.replace(/\p{Sc}/gu, "").trim();
  const named = /^([a-z]{3})\s*(?=\d)|(?<=\d)\s*([a-z]{3})$/i.exec(bare);
  if (named === null) return { number: bare, currency: "" };
  return { number: bare.replace(named[0], "").trim(), currency: named[1] ?? named[2] ?? "" };
}

const yes = new Set(["", "in stock", "instock", "available", "yes", "y", "true", "preorder", "backorder"]);
const no = new Set(["out of stock", "outofstock", "sold out", "not available", "unavailable", "discontinued"]);
const shortNo = new Set(["no", "n", "false"]);

/** Words, or how many are left. Null for what says neither. */
function isAvailable(text: string): boolean | null {
  const words = text.toLowerCase().replace(/[\s_-]+/g, " ");
  if (/^-?\d{1,9}$/.test(text)) return Number(text) > 0;
  if (yes.has(words)) return true;
  return no.has(words) || shortNo.has(words) ? false : null;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
