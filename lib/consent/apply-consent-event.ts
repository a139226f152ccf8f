import type { CurrentConsent } from "@/lib/consent/may-send";
import type { ConsentStatus } from "@/lib/consent/schema";
import { type ConsentScope, isGlobal, scopeKey } from "@/lib/consent/scope";

/** Where a consent event came from. `user`: a colleague recorded what the person said. */
export const consentSources = ["import", "keyword", "preference_page", "api", "provider", "demo", "user"] as const;
export type ConsentSource = (typeof consentSources)[number];

export interface ConsentChange extends ConsentScope {
  status: ConsentStatus;
  source: ConsentSource;
}

/**
 * Current consent after one more event of the ledger. An event about everything replaces whatever was said before;
 * any other replaces what was said about its own scope. One exception: a file never brings back somebody who left.
 * A list exported before a person said STOP may be imported after it, and then still says "yes".
 */
export function applyConsentEvent(current: readonly CurrentConsent[], event: ConsentChange): CurrentConsent[] {
  const row: CurrentConsent = { channel: event.channel, topic: event.topic, status: event.status };
  if (event.source === "import" && event.status === "opted_in") {
    const leftAltogether = current.some((each) => isGlobal(each) && each.status === "opted_out");
    if (leftAltogether) return [...current];
    const kept = current.filter((each) => each.status === "opted_out" || !(isGlobal(event) || sameScope(each, event)));
    return kept.some((each) => sameScope(each, event)) ? kept : [...kept, row];
  }
  if (isGlobal(event)) return [row];
  return [...current.filter((each) => !sameScope(each, event)), row];
}

function sameScope(left: ConsentScope, right: ConsentScope): boolean {
  return scopeKey(left) === scopeKey(right);
}
