import type { ActionResult, Refusal } from "@/lib/action-result";
import type { ReadProducts } from "@/lib/catalogue/product-import";

/** Has a product file read, and with `commit` taken in. */
export async function sendProductFile(input: {
  file: File;
  currency: string;
  commit: boolean;
}): Promise<ActionResult<ReadProducts>> {
  const query = new URLSearchParams({ commit: input.commit ? "yes" : "no", currency: input.currency });
  const response = await fetch(`/api/studio/products/import?${query}`, { method: "POST", body: input.file });
  // Our own route: its shapes are the types'.
  const body = (await response.json()) as ReadProducts | { refusal: Refusal };
  return "refusal" in body ? { ok: false, refusal: body.refusal } : { ok: true, value: body };
}
