import type { CurrentConsent } from "@/lib/consent/may-send";
import { type ConsentStatus, everything } from "@/lib/consent/schema";
import { type ConsentScope, globalScope, isGlobal } from "@/lib/consent/scope";

/** What a workspace can send on and about. */
export interface ConsentAxes {
  channels: readonly string[];
  topics: readonly string[];
}

/**
 * The events that make a person's consent what it was before a change: undo. The ledger only grows, so going back is
 * said anew. Where nothing had been said about everything, it is said for each channel and topic by name.
 */
export function eventsToRestore(
  before: readonly CurrentConsent[],
  after: readonly CurrentConsent[],
  axes: ConsentAxes,
): (ConsentScope & { status: ConsentStatus })[] {
  const globalBefore = before.find(isGlobal);
  if (globalBefore !== undefined) {
    return [{ ...globalScope, status: globalBefore.status }, ...before.filter((row) => !isGlobal(row))];
  }
  const scopes: ConsentScope[] = [
    ...axes.channels.map((channel) => ({ channel, topic: everything })),
    ...axes.topics.map((topic) => ({ channel: everything, topic })),
  ];
  return scopes.flatMap((scope) => {
    const was = axisStatus(before, scope);
    return was === axisStatus(after, scope) ? [] : [{ ...scope, status: was }];
  });
}

/** Whether a person agrees to a channel, or to a topic, taken by itself. */
export function axisStatus(consent: readonly CurrentConsent[], scope: ConsentScope): ConsentStatus {
  const said = (channel: string, topic: string) =>
    consent.find((row) => row.channel === channel && row.topic === topic)?.status;
  const spoken = said(scope.channel, scope.topic) ?? said(everything, everything);
  // Silence means no for a channel and yes for a topic.
  return spoken ?? (scope.channel === everything ? "opted_in" : "opted_out");
}
