import { z } from "zod";
import { readCapped } from "@/app/_server/read-capped";
import { refuse } from "@/app/_server/refusal";
import { defineRoute } from "@/app/_server/route";
import { countKnownProducts, importProducts } from "@/db/queries/catalogue";
import { productFileBytesMax, type ReadProducts } from "@/lib/catalogue/product-import";
import { readProductFile } from "./read-product-file";

const SAMPLE_MAX = 5;
const REJECTED_MAX = 100;
const UNREAD_MAX = 20;

/** Reads the product file that is the body of the request; with `commit` it also takes it in, all at once. */
export const POST = defineRoute({
  name: "products.import",
  capability: "write",
  query: z.object({
    commit: z.enum(["yes", "no"]),
    /** Of prices that name none. */
    currency: z.string().regex(/^[A-Z]{3}$/, "Give a currency by its three letters, such as EUR."),
  }),
  handler: async ({ request, query: { commit, currency }, actor, db, now }): Promise<ReadProducts> => {
    const bytes = await readCapped(request, productFileBytesMax);
    if (bytes === null)
      return refuse("too_large", "The file is larger than 10 MB. Split it into smaller ones.", "file");
    const { workspaceId, userId } = actor;
    const { header, columns, products, rejected } = await readProductFile(bytes, currency);
    const skus = products.map(({ sku }) => sku);
    const knownCount = await countKnownProducts(db, workspaceId, skus);
    if (commit === "yes") {
      if (products.length === 0) refuse("nothing_to_import", "No row of this file is a product.", "file");
      const has = (column: keyof typeof columns) => columns[column] !== undefined;
      await importProducts(db, { workspaceId, userId, now }, products, {
        ...{ description: has("description"), price: has("price") },
        ...{ picture: has("picture"), availability: has("availability") },
      });
    }
    const read = new Set(Object.values(columns));
    return {
      ...{ productsCount: products.length, knownCount, sample: products.slice(0, SAMPLE_MAX) },
      unread: header
        .filter((title, column) => title.trim() !== "" && !read.has(column))
        .slice(0, UNREAD_MAX)
        .map((title) => title.slice(0, 60)),
      ...{ rejectedCount: rejected.length, rejected: rejected.slice(0, REJECTED_MAX) },
    };
  },
});
