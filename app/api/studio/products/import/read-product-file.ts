import { refuse } from "@/app/_server/refusal";
import { readCsv, UnreadableFile } from "@/inngest/importing/read-csv";
import type { CatalogueProduct } from "@/lib/catalogue/product";
import { guessProductColumns, neededColumns, type ProductColumns } from "@/lib/catalogue/product-columns";
import { productRowsMax } from "@/lib/catalogue/product-import";
import { readProductRow } from "@/lib/catalogue/read-product-row";
import { detectDelimiter } from "@/lib/import/detect-delimiter";
import { detectEncoding } from "@/lib/import/detect-encoding";

export interface ProductFile {
  header: string[];
  columns: ProductColumns;
  products: CatalogueProduct[];
  rejected: { line: number; reason: string }[];
}

/** Reads a product file whole: the first row names the columns, each other row is a product or rejected with a reason. */
export async function readProductFile(bytes: Uint8Array, currency: string): Promise<ProductFile> {
  const encoding = detectEncoding(bytes, true);
  if (encoding === "windows-1252" && bytes.subarray(0, 64 * 1024).includes(0)) {
    refuse("unreadable_file", "This is not a text file. Save the sheet as CSV and choose that.", "file");
  }
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, 20_000), { stream: true });
  const lineOfSku = new Map<string, number>();
  const file: ProductFile = { header: [], columns: {}, products: [], rejected: [] };
  let line = 0;
  try {
    for await (const cells of readCsv(bytes, { encoding, delimiter: detectDelimiter(head) })) {
      line += 1;
      if (line === 1) {
        file.header = cells;
        file.columns = neededOrRefused(guessProductColumns(cells));
        continue;
      }
      if (line > productRowsMax + 1) {
        refuse(
          "too_many_rows",
          `A file has at most ${productRowsMax.toLocaleString("en")} products. Split it.`,
          "file",
        );
      }
      const product = readProductRow(cells, file.columns, currency);
      const before = typeof product === "string" ? undefined : lineOfSku.get(product.sku);
      if (typeof product === "string") file.rejected.push({ line, reason: product });
      else if (before !== undefined) {
        file.rejected.push({ line, reason: `The SKU “${product.sku}” is in row ${before} already, which counts.` });
      } else {
        lineOfSku.set(product.sku, line);
        file.products.push(product);
      }
    }
  } catch (error) {
    if (error instanceof UnreadableFile) refuse("unreadable_file", error.message, "file");
    throw error;
  }
  if (line === 0) refuse("unreadable_file", "The file is empty. Export it again and check that it has rows.", "file");
  return file;
}

const columnWords = { sku: "SKU", title: "title", url: "address (“url” or “link”)" } as const;

function neededOrRefused(columns: ProductColumns): ProductColumns {
  const missing = neededColumns.filter((column) => columns[column] === undefined).map((column) => columnWords[column]);
  if (missing.length > 0) {
    refuse(
      "unreadable_file",
      `The first row must name the columns. There is none for: ${missing.join(", ")}. Rename them and try again.`,
      "file",
    );
  }
  return columns;
}
