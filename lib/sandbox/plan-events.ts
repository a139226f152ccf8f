import type { JsonObject } from "@/lib/channels/contract";
import type { PlanStep } from "@/lib/sandbox/accept-message";
import type { PlannedEvent } from "@/lib/sandbox/carrier-event";

/** The carrier's plan for a message as events on the clock. */
export function planEvents(messageId: string, plan: readonly PlanStep[], now: Date): PlannedEvent[] {
  return plan.map(({ afterMs, ...step }) => ({
    messageId,
    dueAt: new Date(now.getTime() + afterMs),
    event: { kind: "change", ...step },
  }));
}

const copyGapMs = 400;

/** The posts of one callback: usually one; with `copies`, the same bytes again a moment later. */
export function planPosts(
  message: { id: string; statusUrl: string | null },
  body: JsonObject,
  now: Date,
  { copies, heldBackMs }: { copies: number; heldBackMs: number } = { copies: 1, heldBackMs: 0 },
): PlannedEvent[] {
  const { statusUrl } = message;
  if (statusUrl === null) return [];
  const text = JSON.stringify(body);
  return Array.from({ length: copies }, (_, copy) => ({
    messageId: message.id,
    dueAt: new Date(now.getTime() + heldBackMs + copy * copyGapMs),
    event: { kind: "post", url: statusUrl, text },
  }));
}
