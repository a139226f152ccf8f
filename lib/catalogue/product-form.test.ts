import { expect, test } from "vitest";
import { productFormSchema } from "@/lib/catalogue/product-form";

const typed = {
  ...{ sku: " MUG-1 ", title: "A\u0000 mug", description: "Two\r\nlines", price: "12,50", currency: "eur" },
  ...{ url: "shop.example/mug", imageUrl: "", mediaId: null, available: true },
};

test("what is typed becomes a product", () => {
  expect(productFormSchema.parse(typed)).toEqual({
    ...{ sku: "MUG-1", title: "A mug", description: "Two\nlines", priceMinor: 1250, currency: "EUR" },
    ...{ url: "https://shop.example/mug", imageUrl: null, mediaId: null, available: true },
  });
  expect(productFormSchema.parse({ ...typed, price: "" }).priceMinor).toBeNull();
  expect(productFormSchema.parse({ ...typed, price: "1500", currency: "JPY" }).priceMinor).toBe(1500);
});

test.each([
  ["sku", " \u0000 "],
  ["sku", "x".repeat(101)],
  ["title", ""],
  ["price", "twelve"],
  ["price", "-3"],
  ["currency", "EURO"],
  ["url", ""],
  ["url", "javascript:alert(1)"],
  ["imageUrl", "data:image/png;base64,AAAA"],
])("a wrong %s (%j) is refused at its field", (field, value) => {
  const issue = productFormSchema.safeParse({ ...typed, [field]: value }).error?.issues[0];
  expect(issue?.path).toEqual([field]);
  expect(issue?.message).toMatch(/\.$/);
});

test("the example of a price is one of its currency", () => {
  const said = (currency: string) =>
    productFormSchema.safeParse({ ...typed, price: "twelve", currency }).error?.issues[0]?.message;
  expect(said("usd")).toBe("Write the price as a number in USD, such as 39.90.");
  expect(said("jpy")).toBe("Write the price as a number in JPY, such as 3990.");
});
