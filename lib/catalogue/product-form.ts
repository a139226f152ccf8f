import { z } from "zod";
import { parsePrice, priceInput } from "@/lib/catalogue/parse-price";
import type { CatalogueProduct } from "@/lib/catalogue/product";
import { webAddress } from "@/lib/message/web-address";

/** Text as it can be stored: without control characters (NUL breaks PostgreSQL) and halves of characters. */
const text = (charsMax: number, what: string) =>
  z
    .string()
    .transform((typed) =>
      typed
        .replace(/\r\n?/g, "\n")
        .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, "")
        .trim(),
    )
    .pipe(z.string().max(charsMax, `${what} may have at most ${charsMax} characters.`));

/** On one line. */
const line = (charsMax: number, what: string) =>
  text(charsMax, what)
    .transform((typed) => typed.replace(/\s+/g, " "))
    .pipe(z.string().min(1, `${what} is missing.`));

/** "shop.example/mug" is meant as https://shop.example/mug. */
function address(typed: string): string | null {
  return webAddress(/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`);
}

/** A product as somebody types it, or as a row of a file says it. */
export const productFormSchema = z
  .object({
    sku: line(100, "The SKU"),
    title: line(200, "The title"),
    description: text(1000, "The description"),
    /** Empty where no price is shown. */
    price: z.string().trim().max(40, "The price is too long."),
    currency: z.string().trim().toUpperCase(),
    url: text(990, "The address").pipe(z.string().min(1, "The address of the product's page is missing.")),
    /** Empty where there is none. */
    imageUrl: text(990, "The address of the picture"),
    mediaId: z.uuid().nullable(),
    available: z.boolean(),
  })
  .transform(({ price, currency, url: typedUrl, imageUrl: typedImage, ...facts }, context): CatalogueProduct => {
    const refuse = (field: string, message: string) => {
      context.addIssue({ code: "custom", message, path: [field] });
      return z.NEVER;
    };
    if (!/^[A-Z]{3}$/.test(currency)) return refuse("currency", "Give a currency by its three letters, such as EUR.");
    const priceMinor = price === "" ? null : parsePrice(price, currency);
    if (price !== "" && priceMinor === null)
      return refuse("price", `Write the price as a number in ${currency}, such as ${priceInput(3990, currency)}.`);
    const url = address(typedUrl);
    if (url === null) return refuse("url", "Write the address as a web address, such as https://shop.example/mug.");
    const imageUrl = typedImage === "" ? null : address(typedImage);
    if (typedImage !== "" && imageUrl === null)
      return refuse("imageUrl", "Write the picture as a web address, such as https://shop.example/mug.jpg.");
    return { ...facts, priceMinor, currency, url, imageUrl };
  });
