import type { FailureClass } from "@/lib/routing/failure-class";
import { receiptFailure } from "@/lib/routing/failure-class";

/** Why messages failed, as a sentence about them, and what to do; null where nothing needs doing. */
export interface FailureWords {
  text: string;
  remedy: string | null;
}

const byClass: Record<FailureClass, FailureWords> = {
  unreachable: { text: "The phone or app cannot be reached there", remedy: null },
  blocked: { text: "The carrier or the person's settings blocked them", remedy: null },
  opted_out: { text: "The carrier was told to stop; they are opted out here as well", remedy: null },
  capped: { text: "The channel lets no more marketing through to these people for now", remedy: null },
  daily_limit: {
    text: "The sender had its share of the day; they are tried again tomorrow where the step waits that long",
    remedy: "Spread large campaigns over several days, or ask the provider for a higher limit.",
  },
  no_credit: { text: "The phones had no credit left to receive with", remedy: null },
  template: {
    text: "The template is missing, paused or does not fit",
    remedy: "Look at the template in Settings, under Templates.",
  },
  transient: { text: "The provider failed again and again", remedy: null },
  throttled: { text: "The provider had too many messages at once, for hours", remedy: "Lower the campaign's rate." },
  account: {
    text: "The provider refuses the account",
    remedy: "Check the account's keys and its balance.",
  },
  configuration: {
    text: "The sender or the account is not set up for these messages",
    remedy: "Look at the sender in Settings, and at the number or agent in the provider's dashboard.",
  },
  content: { text: "The provider does not take such a message", remedy: "Look at the message's findings in Compose." },
  expired: { text: "They could not be delivered in time", remedy: null },
};

const own: Record<string, FailureWords> = {
  missing_value: { text: "A required value was missing at the last moment", remedy: null },
  no_answer: { text: "No answer and no receipt ever came; sending again might have doubled them", remedy: null },
  connection: { text: "The provider could not be reached", remedy: "Check this server's way to the internet." },
  no_subscription: { text: "The browser no longer takes notifications", remedy: null },
  "404": { text: "The browser no longer takes notifications", remedy: null },
  "410": { text: "The browser no longer takes notifications", remedy: null },
};

/** The words for a code that was stored with a failed message. */
export function failureWords(code: string | null): FailureWords {
  if (code === null) return { text: "The provider gave no reason", remedy: null };
  return own[code] ?? byClass[receiptFailure(code)];
}
