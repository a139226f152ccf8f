import { claimRevocations, type Revocation, recordRevocations, settingsOf } from "@/db/queries/revocations";
import type { SendingDeps } from "@/inngest/sending/deps";

/** Recorded together; few enough that those whose answers came first do not wait for the rest for long. */
const messagesPerClaim = 64;
/** Calling back takes nothing away from sending: a handful of requests at a time. */
const requestsAtOnce = 16;
const leaseSeconds = 120;

/**
 * Calls back the messages that a next rung overtakes, where the channel can, until none is left or `until` has come.
 * Best effort: the ladder waits for it a moment, never longer. Answers how many were asked for.
 */
export async function revokeOvertaken(deps: SendingDeps, until: Date | null): Promise<number> {
  let asked = 0;
  while (until === null || deps.now() < until) {
    const claimed = await claimRevocations(deps.db, { limit: messagesPerClaim, now: deps.now(), leaseSeconds });
    if (claimed.length === 0) break;
    const settings = await settingsOf(deps.db, [...new Set(claimed.map(({ workspaceId }) => workspaceId))]);
    const callBack = async ({ id, workspaceId, providerMessageId }: Revocation) => {
      const ofWorkspace = settings.get(workspaceId);
      const isRevoked = ofWorkspace !== undefined && (await deps.carrierFor(ofWorkspace).revoke(providerMessageId));
      return { id, isRevoked };
    };
    const answers: { id: string; isRevoked: boolean }[] = [];
    for (let from = 0; from < claimed.length; from += requestsAtOnce) {
      answers.push(...(await Promise.all(claimed.slice(from, from + requestsAtOnce).map(callBack))));
    }
    await recordRevocations(deps.db, answers, deps.now());
    asked += claimed.length;
  }
  return asked;
}
