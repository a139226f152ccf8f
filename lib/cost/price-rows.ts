import type { BilledKind } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { everywhere, type Price } from "@/lib/cost/price";

/** All prices for one unit in one country. */
export interface PriceRow {
  channel: ChannelId;
  kind: BilledKind;
  country: string;
  /** What counts today; null when nothing does yet. */
  current: Price | null;
  /** The soonest first. */
  future: Price[];
  /** The latest first. */
  past: Price[];
}

/** The price list as it is read: channel by channel, a row per unit and country, all other countries first. */
export function priceRows(prices: readonly Price[], today: string): PriceRow[] {
  return channelIds.flatMap((channel) =>
    channels[channel].billing.flatMap((kind) => {
      const own = prices.filter((price) => price.channel === channel && price.billedAs === kind.key);
      // A unit without any price has a row too: that is where one is missed.
      const countries = [...new Set([everywhere, ...own.map(({ country }) => country).sort()])];
      return countries.map((country) => rowOf(channel, kind, country, own, today));
    }),
  );
}

/** Only what counts today, for screens that ask what a message costs now. */
export function currentPrices(prices: readonly Price[], today: string): Price[] {
  return priceRows(prices, today).flatMap(({ current }) => (current === null ? [] : [current]));
}

function rowOf(
  channel: ChannelId,
  kind: BilledKind,
  country: string,
  prices: readonly Price[],
  today: string,
): PriceRow {
  const own = prices
    .filter((price) => price.country === country)
    .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1));
  const begun = own.filter(({ validFrom }) => validFrom <= today);
  return {
    ...{ channel, kind, country },
    current: begun[0] ?? null,
    future: own.filter(({ validFrom }) => validFrom > today).reverse(),
    past: begun.slice(1),
  };
}
