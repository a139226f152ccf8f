import { setTimeout } from "node:timers/promises";
import type { Database } from "@/db/client";
import { isUnderWay, untilDecided } from "@/db/queries/under-way";
import { arrivalMs, handOverWithinMs } from "@/lib/ladder/hand-over-limit";

const lookEveryMs = 15;

const realTime = { nowMs: () => performance.now(), rest: (ms: number): Promise<unknown> => setTimeout(ms) };

/**
 * After an opt-out is stored, waits until no message to the person can leave any more, so that our answer means
 * stopped: until the answers to those under way are recorded, or until a message that was claimed before can no longer
 * begin to leave. Mostly milliseconds; at most as long as a claimed message may take to begin.
 */
export async function untilNothingLeaves(
  db: Pick<Database, "execute">,
  who: { workspaceId: string; contactId: string },
  { nowMs, rest } = realTime,
): Promise<void> {
  await untilDecided(db, who);
  const end = nowMs() + handOverWithinMs + arrivalMs;
  while (nowMs() < end && (await isUnderWay(db, who))) await rest(lookEveryMs);
}
