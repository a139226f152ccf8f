import type { Sql } from "@/db/client";
import { addEvents, changeMessages, lockMessages, type MessageChange } from "@/db/queries/sandbox-carrier";
import { advanceMessage } from "@/lib/sandbox/advance-message";
import type { PlannedEvent } from "@/lib/sandbox/carrier-event";
import { planPosts } from "@/lib/sandbox/plan-events";

/** A person reads messages on a phone; senders hear of it where the channel tells them. */
export async function readMessages(sql: Sql, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql.begin(async (tx) => {
    const changes: MessageChange[] = [];
    const planned: PlannedEvent[] = [];
    for (const message of (await lockMessages(tx, ids)).values()) {
      const advance = advanceMessage(message, { status: "read", errorCode: null }, message.phone, null, now);
      if (advance.state === null) continue;
      changes.push({ id: message.id, state: advance.state, errorCode: null });
      if (advance.webhook) planned.push(...planPosts(message, advance.webhook, now));
    }
    await changeMessages(tx, changes, now);
    await addEvents(tx, planned, now);
  });
}
