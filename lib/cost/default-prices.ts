import type { ChannelId } from "@/lib/channels/ids";
import type { NewPrice } from "@/lib/cost/price";

/**
 * AN EXAMPLE, TO BE REPLACED WITH YOUR CONTRACT'S PRICES. Nobody's price list: the amounts are what the built-in
 * sandbox carrier reports in its receipts, and made-up ones of the same size where it reports none, so that a first
 * estimate can be read and compared. Screens mark every figure that rests on them.
 */
const examples: readonly { channel: ChannelId; billedAs: string; micros: number }[] = [
  { channel: "sms", billedAs: "segment", micros: 33_300 },
  { channel: "mms", billedAs: "message", micros: 41_200 },
  { channel: "rcs", billedAs: "basic", micros: 20_000 },
  { channel: "rcs", billedAs: "single", micros: 40_000 },
  { channel: "rcs", billedAs: "us_rich", micros: 10_000 },
  { channel: "rcs", billedAs: "us_rich_media", micros: 25_000 },
  { channel: "whatsapp", billedAs: "marketing", micros: 57_500 },
  { channel: "whatsapp", billedAs: "utility", micros: 15_000 },
  { channel: "messenger", billedAs: "message", micros: 1_100 },
];

/** Example prices for all countries, from a day on. In euros, as the sandbox carrier bills. */
export function examplePrices(validFrom: string): NewPrice[] {
  return examples.map((price) => ({ ...price, country: "*", currency: "EUR", validFrom }));
}
