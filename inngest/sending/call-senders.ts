import { inngestEnv } from "@/inngest/env";
import type { AppEvent } from "@/inngest/outbox";

/**
 * The events that have a campaign's messages handed over: one per run that may do so at the same time. Runs on other
 * workers claim other sets of the same campaign. `once`, when given, makes a repeated call within it count for nothing.
 */
export function callSenders(campaign: { workspaceId: string; campaignId: string }, once?: string): AppEvent[] {
  const { workspaceId, campaignId } = campaign;
  return Array.from({ length: inngestEnv().sendingRuns }, (_, run): AppEvent => {
    const event = { name: "campaign/deliveries.pending" as const, data: { workspaceId, campaignId } };
    return once === undefined ? event : { ...event, id: `deliveries:${campaignId}:${once}:${run}` };
  });
}
