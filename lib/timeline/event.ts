import type { DeliveryState, RecipientState } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { ConsentStatus } from "@/lib/consent/schema";
import type { DecisionRecord } from "@/lib/routing/explain-decision";

/** One message: the step it belongs to, from 0, and its channel. */
interface OfMessage {
  rung: number;
  channel: ChannelId;
}

/** What happened with a person, by what it was. */
export type TimelineFact =
  | { kind: "decided"; decision: DecisionRecord }
  | ({ kind: "sent" | Extract<DeliveryState, "delivered" | "read"> } & OfMessage)
  | ({ kind: "called_back"; outcome: "revoked" | "refused" | "delivered_first" } & OfMessage)
  | ({ kind: "failed"; code: string | null } & OfMessage)
  | {
      kind: "acted";
      act: "click" | "tap" | "reply" | "opt_out" | "conversion" | "dismiss";
      channel: ChannelId | null;
    }
  | { kind: "consent"; channel: string; topic: string; status: ConsentStatus; source: string }
  | { kind: "ended"; state: RecipientState; reason: string | null };

export interface TimelineEvent {
  /** Tells events of the same moment apart, and puts them in order. */
  key: string;
  at: Date;
  /** Null where it belongs to none. */
  campaign: { id: string; name: string } | null;
  fact: TimelineFact;
}
