import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { countryOfNumber } from "@/lib/cost/country-of-number";

/** Where a message is billed: the country of the number it goes to, else the one its person lives in. */
export function destination(channel: ChannelId, address: string, personCountry: string | null): string | null {
  return channels[channel].addressKind === "phone" ? countryOfNumber(address) : personCountry;
}
