import type { DemoThings } from "@/inngest/demo/campaigns";
import type { ProductFacts } from "@/lib/catalogue/product";

const site = "https://harborandpine.example";

/** What Harbor & Pine sells; the pictures are those of the demo. */
export const demoProducts = [
  { sku: "HP-JACKET", title: "Harbor rain jacket", priceMinor: 14_900, picture: "harbor", path: "/rain-jacket" },
  { sku: "HP-BOOTS", title: "Pine trail boots", priceMinor: 18_900, picture: "boots", path: "/trail-boots" },
  { sku: "HP-MUG", title: "Lighthouse mug", priceMinor: 1_800, picture: "harbor", path: "/lighthouse-mug" },
  { sku: "HP-LAMP", title: "Driftwood lamp", priceMinor: 8_900, picture: "lamp", path: "/driftwood-lamp" },
  { sku: "HP-THROW", title: "Wool throw", priceMinor: 6_500, picture: "market", path: "/wool-throw" },
] as const;

/** The catalogue of the demo, with the pictures it was given. */
export function demoCatalogue(media: DemoThings["media"]): ProductFacts[] {
  return demoProducts.map(({ sku, title, priceMinor, picture, path }) => ({
    ...{ sku, title, priceMinor, currency: "USD", description: "Made by hand, to last.", url: `${site}${path}` },
    ...{ imageUrl: null, mediaId: media[picture] },
  }));
}
