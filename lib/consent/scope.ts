import { everything } from "@/lib/consent/schema";

/**
 * Consent has two axes: how (the channel) and about what (the topic). An event speaks about everything, about one
 * channel whatever the topic, or about one topic whatever the channel. To agree to promotions by SMS takes two events.
 */
export interface ConsentScope {
  channel: string;
  topic: string;
}

export const globalScope: ConsentScope = { channel: everything, topic: everything };

export function isGlobal(scope: ConsentScope): boolean {
  return scope.channel === everything && scope.topic === everything;
}

/** Whether a scope lies on one of the two axes. */
export function isOnAxis(scope: ConsentScope): boolean {
  return scope.channel === everything || scope.topic === everything;
}

/** One text per scope, for maps. */
export function scopeKey(scope: ConsentScope): string {
  return `${scope.channel} ${scope.topic}`;
}
