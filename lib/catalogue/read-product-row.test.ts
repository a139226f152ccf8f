import { expect, test } from "vitest";
import { guessProductColumns } from "@/lib/catalogue/product-columns";
import { readProductRow } from "@/lib/catalogue/read-product-row";

test("the words of the first row say which column is which", () => {
  expect(guessProductColumns(["ID", "Title", "Image_Link", "LINK", "price", "colour"])).toEqual({
    ...{ sku: 0, title: 1, picture: 2, url: 3, price: 4 },
  });
  expect(guessProductColumns(["id", "SKU"])).toEqual({ sku: 1 });
});

const columns = guessProductColumns(["sku", "title", "url", "price", "currency", "image", "availability"]);
const read = (changes: Record<number, string>) =>
  readProductRow(
    ["M-1", "Mug", "shop.example/m", "12.50", "", "", ""].map((cell, at) => changes[at] ?? cell),
    columns,
    "USD",
  );

test("a row becomes a product", () => {
  expect(read({})).toEqual({
    ...{ sku: "M-1", title: "Mug", description: "", priceMinor: 1250, currency: "USD", available: true },
    ...{ url: "https://shop.example/m", imageUrl: null, mediaId: null },
  });
});

test.each([
  [{ 3: "29.90 EUR" }, { priceMinor: 2990, currency: "EUR" }],
  [{ 3: "sek 1 299,50" }, { priceMinor: 129950, currency: "SEK" }],
  [
    { 3: "$5", 4: "cad" },
    { priceMinor: 500, currency: "CAD" },
  ],
  [{ 3: "" }, { priceMinor: null, currency: "USD" }],
  [{ 5: "https://a.example/1.jpg, https://a.example/2.jpg" }, { imageUrl: "https://a.example/1.jpg" }],
  [{ 6: "out_of_stock" }, { available: false }],
  [{ 6: "0" }, { available: false }],
  [{ 6: "12" }, { available: true }],
])("%j", (changes, expected) => {
  expect(read(changes)).toMatchObject(expected);
});

test.each([
  [{ 0: "" }, "The SKU is missing."],
  [{ 3: "cheap" }, "Write the price"],
  [{ 2: "javascript:alert(1)" }, "web address"],
  [{ 6: "perhaps" }, "“perhaps” does not say"],
])("%j is rejected with a reason", (changes, reason) => {
  expect(read(changes)).toContain(reason);
});
