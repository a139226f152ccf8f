import type { PersonProducts } from "@/lib/catalogue/product";
import type { personPaths } from "@/lib/message/person";

const labels: Record<(typeof personPaths)[number] | `products.${keyof PersonProducts}`, string> = {
  first_name: "First name",
  last_name: "Last name",
  email: "Email",
  country: "Country",
  locale: "Language",
  time_zone: "Time zone",
  "products.viewed": "Product last viewed",
  "products.carted": "Product in the cart",
};

/** A path in words: "First name", "City". */
export function variableLabel(path: string): string {
  const known = Object.entries(labels).find(([key]) => key === path)?.[1];
  if (known !== undefined) return known;
  const words = path.replace("attributes.", "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
