import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { reasonText } from "@/lib/routing/reason-text";

/** What was stored when a step was decided for one person. */
export interface DecisionRecord {
  /** From 0. */
  rung: number;
  chosen: ChannelId | null;
  /** The channels looked at, in order of wish, each with what refused it. */
  gates: readonly { channel: ChannelId; refused: string | null; until?: string }[];
}

/**
 * A stored decision as a sentence; it says nothing that is not in the record. Example: "Step 1 by SMS. Passed over: RCS
 * (their phone cannot be reached on the channel)."
 */
export function explainDecision({ rung, chosen, gates }: DecisionRecord): string {
  const refusals = gates
    .filter(({ refused }) => refused !== null)
    .map(({ channel, refused }) => `${channels[channel].name} (${reasonText(refused)})`)
    .join(", ");
  const step = `Step ${rung + 1}`;
  if (chosen === null && gates.some(({ until }) => until !== undefined)) return `${step} waits: ${refusals}.`;
  if (chosen === null) return refusals === "" ? `${step} has no channel.` : `${step} had no way to them: ${refusals}.`;
  const by = `${step} by ${channels[chosen].name}`;
  return refusals === "" ? `${by}, the first choice.` : `${by}. Passed over: ${refusals}.`;
}
