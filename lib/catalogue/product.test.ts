import { expect, test } from "vitest";
import { type ProductFacts, priceText } from "@/lib/catalogue/product";

const mug = (priceMinor: number | null, currency: string): ProductFacts => ({
  ...{ sku: "mug", title: "Mug", description: "", priceMinor, currency, url: "https://shop.example/mug" },
  ...{ imageUrl: null, mediaId: null },
});

test("a price is written as the language does, and never makes a text message dearer", () => {
  expect(priceText(mug(129_950, "EUR"), "de")).toBe("1.299,50 €");
  expect(priceText(mug(129_950, "EUR"), "fr")).toBe("1 299,50 €");
  expect(priceText(mug(4_900, "USD"), "en")).toBe("$49.00");
  expect(priceText(mug(490, "JPY"), "en")).toBe("¥490");
  expect(priceText(mug(null, "EUR"), "de")).toBe("");
});
