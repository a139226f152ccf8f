"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import { removeProduct, saveProduct } from "@/db/queries/catalogue";
import { productFormSchema } from "@/lib/catalogue/product-form";

/** Adds a product, or changes the one of that SKU. */
export const saveProductAction = defineAction({
  name: "product.save",
  capability: "write",
  input: z.object({ isNew: z.boolean(), product: productFormSchema }),
  run: async ({ input, actor: { workspaceId, userId }, db, now }) => {
    const outcome = await saveProduct(db, { workspaceId, userId, now }, input);
    if (outcome === "sku_taken") {
      refuse("sku_taken", "Another product has this SKU. Search for it and change that one.", "product.sku");
    }
    if (outcome === "not_found") {
      refuse("product_not_found", "This product was removed by somebody else. Add it again if it is still sold.");
    }
    revalidatePath("/catalogue");
    return null;
  },
});

export const removeProductAction = defineAction({
  name: "product.remove",
  capability: "write",
  input: z.object({ sku: z.string().min(1).max(200) }),
  run: async ({ input: { sku }, actor: { workspaceId, userId }, db, now }) => {
    if (!(await removeProduct(db, { workspaceId, userId, now }, sku))) {
      refuse("product_not_found", "This product was removed by somebody else. Reload the page.");
    }
    revalidatePath("/catalogue");
    return null;
  },
});
