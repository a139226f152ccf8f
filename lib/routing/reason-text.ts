import type { Refusal } from "@/lib/routing/gates";

const refusals: Record<Refusal, string> = {
  "consent:opted_out": "told us to stop",
  "consent:no_consent": "nobody has recorded consent for this channel",
  "consent:topic_opted_out": "does not want messages about this topic",
  "consent:paused": "asked for a pause",
  "consent:erased": "was erased from the records",
  "sender:no_sender": "no sender is set up for the channel",
  "sender:used_up": "the sender has sent as much as the carriers let it in a day",
  "sender:used_up_too_long":
    "the sender has sent as much as the carriers let it in a day, and the next begins too late",
  "address:no_address": "has no address for the channel",
  "country:country_not_served": "the channel does not work in their country",
  "capability:known_unreachable": "their phone cannot be reached on the channel",
  "capability:blocked_for_now": "the channel takes no more messages to them for some hours",
  "conversation:window_closed": "did not write in the last 24 hours, which the channel requires",
  "content:blocked_content": "the message does not fit the channel",
  "content:missing_value": "a required value is missing, such as the first name",
  "content:no_code_left": "the list of promo codes had none left for them",
  "quiet:quiet_hours": "it is a quiet hour where they are",
  "quiet:until_expiry": "it is a quiet hour where they are, and the campaign is over before it ends",
  "quiet:never_open": "the hours set for where they are leave no time for messages",
  "frequency:capped": "has had as many messages as they may get for now",
  "frequency:capped_too_long": "has had as many messages as they may get, and the next would come too late",
  "budget:over_budget": "the campaign's budget is used up",
  "budget:over_month": "the budget of all campaigns for this month is used up",
  "budget:over_person": "the money set for one person is used up for this month",
  "budget:person_messages": "has had as many messages as set for one person this month",
  "budget:unpriced": "has no price in the list, so that the budget could not be kept",
  "health:circuit_open": "the provider is failing at the moment",
};

const texts: Record<string, string> = {
  ...refusals,
  not_chosen: "another channel of the step suited them better",
  no_channel: "the ladder has no channel for them",
  opted_out: "opted out while the campaign ran",
  expired: "the campaign was over before their turn came",
  campaign_stopped: "the campaign was stopped first",
  failed: "the last message could not be delivered",
  timed_out: "no reaction in time",
  success_accepted: "the carrier took the message",
  success_delivered: "the message was delivered",
  success_read: "the message was read",
  success_engaged: "clicked, tapped or replied",
  success_converted: "converted",
};

/** A stored reason as half a sentence; an unknown one is shown as it is rather than hidden. */
export function reasonText(reason: string | null): string {
  if (reason === null) return "";
  return texts[reason] ?? reason.replaceAll("_", " ");
}
