import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { listProducts } from "@/db/queries/catalogue";
import type { ProductFacts } from "@/lib/catalogue/product";

const FOUND_MAX = 20;

/** Products that are sold, by part of a title or SKU, to choose one for a message. */
export const GET = defineRoute({
  name: "products.search",
  capability: "read",
  query: z.object({ search: z.string().trim().max(100).default("") }),
  handler: async ({ query: { search }, actor, db }): Promise<ProductFacts[]> => {
    const query = { search, after: null, onlyAvailable: true, limit: FOUND_MAX };
    const products = await listProducts(db, actor.workspaceId, query);
    return products.map(({ available: _, ...facts }) => facts);
  },
});
