import type { CatalogueProduct } from "@/lib/catalogue/product";

/** Limits of a product file: it is read and taken in at one go. */
export const productFileBytesMax = 10 * 1024 * 1024;
export const productRowsMax = 20_000;

/** What a product file holds, or held when it was taken in. */
export interface ReadProducts {
  productsCount: number;
  /** How many of them the catalogue has already. */
  knownCount: number;
  /** The first ones. */
  sample: CatalogueProduct[];
  /** Headings of columns that nothing is taken from. */
  unread: string[];
  rejectedCount: number;
  /** The first ones. */
  rejected: { line: number; reason: string }[];
}
