import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";

/** Stands for every country without a price of its own. */
export const everywhere = "*";

/** A millionth of the currency, so that a tenth of a cent is a whole number: 0.0412 EUR is 41,200. */
export const microsPerUnit = 1_000_000;

/** No message costs more; it keeps every sum of a million people's messages an exact integer. */
const priceMicrosMax = 100 * microsPerUnit;

/** At most so many prices in a workspace: every country on every channel, changed several times. */
export const pricesMax = 10_000;

export const daySchema = z.iso.date("Give a day that is in the calendar, as year-month-day.");

export const priceSchema = z
  .object({
    channel: channelIdSchema,
    /** ISO 3166 alpha-2 of the country a message goes to, or `*`. */
    country: z.string().regex(/^([A-Z]{2}|\*)$/, "Give a country by its two letters, or * for all others."),
    /** A key of the channel's `billing`. */
    billedAs: z.string().max(40),
    currency: z.string().regex(/^[A-Z]{3}$/, "Give a currency by its three letters, such as EUR."),
    /** For one billed unit. */
    micros: z
      .number()
      .int()
      .min(0)
      .max(priceMicrosMax, `A price is at most ${priceMicrosMax / microsPerUnit} for one message.`),
    /** The first day it counts, in the workspace's time zone; until the day of the next one. */
    validFrom: daySchema,
  })
  .refine(({ channel, billedAs }) => channels[channel].billing.some(({ key }) => key === billedAs), {
    message: "Choose what the channel is billed by.",
    path: ["billedAs"],
  });
export type NewPrice = z.infer<typeof priceSchema>;

/** Where a price came from; an example is nobody's contract. */
export type PriceSource = "typed" | "file" | "example";

/** A price as it stands in the list. */
export type Price = NewPrice & { id: string; source: PriceSource };
