import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";
import { parseAmount } from "@/lib/cost/parse-amount";
import { daySchema, priceSchema } from "@/lib/cost/price";

const amountWords = "Write the price of one as a number with at most six decimals, such as 0.0412.";

/** A price as somebody types it. */
export const priceFormSchema = z
  .object({
    /** The price that is moved or corrected; null for a new one. */
    replaces: z.uuid().nullable(),
    channel: z.string(),
    country: z.string(),
    billedAs: z.string(),
    currency: z.string(),
    amount: z.string().max(40),
    validFrom: z.string(),
  })
  .transform(({ replaces, amount, ...price }, context) => {
    const micros = parseAmount(amount);
    if (micros === null) {
      context.addIssue({ code: "custom", message: amountWords, path: ["amount"] });
      return z.NEVER;
    }
    const parsed = priceSchema.safeParse({ ...price, micros });
    if (!parsed.success) {
      for (const { message, path } of parsed.error.issues) {
        context.addIssue({ code: "custom", message, path: path.map((key) => (key === "micros" ? "amount" : key)) });
      }
      return z.NEVER;
    }
    return { replaces, price: parsed.data };
  });

/** A price list takes less: every country, every network, a few columns. */
export const priceFileCharsMax = 600_000;

/** A price list as a file, with what it leaves unsaid. `commit` false only reads it. */
export const priceFileSchema = z.object({
  text: z.string().min(1, "The file is empty.").max(priceFileCharsMax, "The file is larger than a price list needs."),
  channel: channelIdSchema,
  billedAs: z.string().max(40),
  currency: z.string().regex(/^[A-Z]{3}$/, "Give a currency by its three letters, such as EUR."),
  validFrom: daySchema,
  commit: z.boolean(),
});
export type PriceFile = z.infer<typeof priceFileSchema>;
