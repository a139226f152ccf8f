import type { ProductFacts } from "@/lib/catalogue/product";

/** Products that are sold, by part of a title or SKU. */
export async function findProducts(search: string): Promise<ProductFacts[]> {
  const response = await fetch(`/api/studio/products?${new URLSearchParams({ search })}`);
  if (!response.ok) throw new Error(`The catalogue answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as ProductFacts[];
}
