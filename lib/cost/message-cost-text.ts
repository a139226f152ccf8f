import type { Compiled } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { unitPriceText } from "@/lib/cost/money-text";
import type { UnitPrice } from "@/lib/cost/unit-price";

/** What one message counts as and costs, in a few words: "3 × SMS segment, 0.0999 EUR". */
export function messageCostText(
  channel: ChannelId,
  { billedAs, billedUnits }: Pick<Compiled, "billedAs" | "billedUnits">,
  price: UnitPrice | null,
): string {
  const name = channels[channel].billing.find(({ key }) => key === billedAs)?.name ?? billedAs;
  const what = billedUnits === 1 ? name : `${billedUnits} × ${name}`;
  if (price === null || price.kind === "unpriced") return `${what}, no price known`;
  if (price.kind === "free") return `${what}, free`;
  const { micros, currency, isExample } = price;
  return `${what}, ${unitPriceText(micros * billedUnits, currency)}${isExample ? " (example price)" : ""}`;
}
