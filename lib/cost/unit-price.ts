import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { everywhere, type NewPrice, type PriceSource } from "@/lib/cost/price";

/** What one billed unit costs. `unpriced`: the list says nothing, so nothing may be claimed. */
export type UnitPrice =
  | { kind: "priced"; micros: number; currency: string; isExample: boolean }
  | { kind: "free" }
  | { kind: "unpriced" };

export interface PriceQuestion {
  channel: ChannelId;
  billedAs: string;
  /** Null when unknown: the price for all other countries. */
  country: string | null;
  /** The local day of sending, as YYYY-MM-DD. */
  day: string;
}

type Listed = NewPrice & { source: PriceSource };

/**
 * Answers from a price list. The country's own price goes before the one for all others, and of each the latest that
 * counts on the day: a price for tomorrow changes nothing today, and none rewrites the past.
 */
export function unitPrices(prices: readonly Listed[]): (question: PriceQuestion) => UnitPrice {
  const byKey = new Map<string, Listed[]>();
  for (const price of prices) {
    const key = keyOf(price.channel, price.billedAs, price.country);
    byKey.set(key, [...(byKey.get(key) ?? []), price]);
  }
  for (const list of byKey.values()) list.sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1));
  const find = ({ channel, billedAs, day }: PriceQuestion, country: string) =>
    byKey.get(keyOf(channel, billedAs, country))?.find(({ validFrom }) => validFrom <= day);
  return (question) => {
    const own = question.country === null ? undefined : find(question, question.country);
    const price = own ?? find(question, everywhere);
    if (price !== undefined) {
      const { micros, currency, source } = price;
      return { kind: "priced", micros, currency, isExample: source === "example" };
    }
    const kind = channels[question.channel].billing.find(({ key }) => key === question.billedAs);
    return { kind: kind?.isFree === true ? "free" : "unpriced" };
  };
}

function keyOf(channel: ChannelId, billedAs: string, country: string): string {
  return `${channel} ${billedAs} ${country}`;
}
