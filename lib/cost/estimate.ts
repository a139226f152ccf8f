import type { ChannelId } from "@/lib/channels/ids";
import type { TotalInterval } from "@/lib/cost/total-interval";

/** An amount in one currency; amounts in different currencies are never added up. */
export interface MoneyRange extends TotalInterval {
  currency: string;
}

/** The messages of one step on one channel, billed in one way. Counts are of the people counted. */
export interface EstimateLine {
  rung: number;
  channel: ChannelId;
  billedAs: string;
  people: number;
  units: number;
  /** People whose message is 1, 2, and 3 or more units. */
  peopleByUnits: { one: number; two: number; more: number };
  /** What they cost together, per currency. */
  costs: { currency: string; micros: number }[];
}

/** What a campaign is going to cost, and how far that is known. */
export interface CostEstimate {
  audienceCount: number;
  /** Fewer than the audience: people drawn at random. */
  countedCount: number;
  heldOutCount: number;
  /** Nobody on the ladder can reach them. */
  unreachedCount: number;
  lines: EstimateLine[];
  /** If the first message that can reach each person is the only one. */
  first: MoneyRange[];
  /** If every step that can reach each person is sent. */
  whole: MoneyRange[];
  /** What the price list says nothing about: not in the totals. The most frequent first. */
  unpriced: { channel: ChannelId; billedAs: string; country: string | null; people: number }[];
  usesExamplePrices: boolean;
}
