/** What a column of a product file can hold. */
export type ProductColumn = "sku" | "title" | "url" | "description" | "price" | "currency" | "picture" | "availability";

/** Where each is in the file; what the file does not have is not there. */
export type ProductColumns = Partial<Record<ProductColumn, number>>;

/** Headings shops export, lower case, with spaces; the first that a file has is taken. */
const headings: Record<ProductColumn, readonly string[]> = {
  sku: ["sku", "variant sku", "product sku", "item number", "article number", "product id", "id"],
  title: ["title", "name", "product title", "product name"],
  url: ["url", "link", "product url", "product link", "address", "permalink", "external url"],
  description: ["description", "short description"],
  price: ["price", "regular price", "variant price", "unit price"],
  currency: ["currency", "currency code"],
  picture: ["image", "picture", "image link", "image url", "picture url", "image src", "images", "photo"],
  availability: ["availability", "available", "in stock", "in stock?", "stock"],
};

/** Without these a row is no product that a message could show. */
export const neededColumns = ["sku", "title", "url"] as const satisfies readonly ProductColumn[];

/** Which column is which, by the words of the first row. */
export function guessProductColumns(header: readonly string[]): ProductColumns {
  const names = header.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, " "),
  );
  const columns: ProductColumns = {};
  for (const [column, words] of Object.entries(headings) as [ProductColumn, readonly string[]][]) {
    const hit = words.find((word) => names.includes(word));
    if (hit !== undefined) columns[column] = names.indexOf(hit);
  }
  return columns;
}
