import { remember } from "@/lib/remember";

/** A product of the business's catalogue, as far as messages speak of it. */
export interface ProductFacts {
  sku: string;
  title: string;
  description: string;
  /** In the currency's smallest unit; null where no price is shown. */
  priceMinor: number | null;
  /** ISO 4217. */
  currency: string;
  url: string;
  /** A picture on the web; null when there is none, or when `mediaId` names one of the library. */
  imageUrl: string | null;
  mediaId: string | null;
}

/** A product as the catalogue keeps it. */
export interface CatalogueProduct extends ProductFacts {
  /** What is not available is in no message. */
  available: boolean;
}

export type ProductRelation = "viewed" | "carted" | "bought";

/** What a person last did with products; null when never. */
export interface PersonProducts {
  viewed: ProductFacts | null;
  carted: ProductFacts | null;
}

/**
 * The price as people of that language write it; empty where there is none. With everyday spaces: one that does not
 * break would make a text message dearer, and no remedy could reach it.
 */
export function priceText(product: ProductFacts, locale: string): string {
  if (product.priceMinor === null) return "";
  const format = numberFormat(`${locale} ${product.currency}`);
  if (format === null) return `${product.priceMinor / 100} ${product.currency}`.trim();
  const amount = product.priceMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  return format.format(amount).replace(/[\u202f\u00a0]/g, " ");
}

/** Null for a language tag or currency that came in with an import and is none. */
const numberFormat = remember(500, (key): Intl.NumberFormat | null => {
  const [locale, currency] = key.split(" ");
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency });
  } catch {
    return null;
  }
});
