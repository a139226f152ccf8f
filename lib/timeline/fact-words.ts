import { consentEventText } from "@/lib/audience/consent-words";
import { recipientStateWords } from "@/lib/campaign/state-words";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { failureWords } from "@/lib/health/failure-words";
import { explainDecision } from "@/lib/routing/explain-decision";
import { reasonText } from "@/lib/routing/reason-text";
import type { TimelineFact } from "@/lib/timeline/event";

type Of<Kind extends TimelineFact["kind"]> = Extract<TimelineFact, { kind: Kind }>;

const acts: Record<Of<"acted">["act"], string> = {
  click: "Opened a link in the message.",
  tap: "Tapped a button.",
  reply: "Wrote back.",
  opt_out: "Asked us to stop, in answer to the message.",
  conversion: "Conversion reported by the shop.",
  dismiss: "Closed the notification without opening it.",
};

const recalls: Record<Of<"called_back">["outcome"], string> = {
  revoked: "was called back before it arrived, because the next step took over",
  delivered_first: "was to be called back for the next step, but had arrived",
  refused: "was to be called back for the next step; the provider could not, so it may arrive still",
};

/** What happened, as a sentence. Example: "Step 1 by RCS arrived." */
export function factWords(fact: TimelineFact, topics: readonly { key: string; name: string }[]): string {
  switch (fact.kind) {
    case "decided":
      return `Decided: ${explainDecision(fact.decision)}`;
    case "sent":
      return `${messageName(fact)} was handed over.`;
    case "delivered":
      return `${messageName(fact)} arrived.`;
    case "read":
      return `${messageName(fact)} was read.`;
    case "failed":
      return `${messageName(fact)} failed: ${failureWords(fact.code).text}.`;
    case "called_back":
      return `${messageName(fact)} ${recalls[fact.outcome]}.`;
    case "acted":
      return acts[fact.act];
    case "consent":
      return `${consentEventText(fact, topics)}.`;
    case "ended": {
      const reason = reasonText(fact.reason);
      return `${recipientStateWords[fact.state].name}${reason === "" ? "" : `: ${reason}`}.`;
    }
  }
}

function messageName({ rung, channel }: { rung: number; channel: ChannelId }): string {
  return `Step ${rung + 1} by ${channels[channel].name}`;
}
