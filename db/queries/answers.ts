import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { ChannelId } from "@/lib/channels/ids";
import type { AnswerKind } from "@/lib/consent/answer";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

export interface ClaimedAnswer {
  id: string;
  workspaceId: string;
  channel: ChannelId;
  sender: string;
  to: string;
  kind: AnswerKind;
  locale: string;
  settings: WorkspaceSettings;
}

/** How long a refused answer waits for its next try. */
const tryAgainSeconds = 15;

/**
 * Claims answers for this worker, for good: what is claimed and then lost in a crash is never sent by another.
 * An answer that comes too late is not sent at all.
 */
export async function claimAnswers(
  db: Pick<Database, "execute">,
  { now, max }: { now: Date; max: number },
): Promise<ClaimedAnswer[]> {
  const at = now.toISOString();
  const before = new Date(now.getTime() - tryAgainSeconds * 1000).toISOString();
  const rows = await db.execute<Record<string, unknown>>(sql`
    with open as (
      select id from answer
      where state = 'pending' and (settled_at is null or settled_at <= ${before}::timestamptz)
      order by created_at limit ${max} for update skip locked),
    taken as (
      update answer x set
        state = case when x.expires_at <= ${at}::timestamptz then 'expired' else 'sending' end,
        settled_at = case when x.expires_at <= ${at}::timestamptz then ${at}::timestamptz end
      from open where x.id = open.id returning x.*)
    select t.id, t.workspace_id as "workspaceId", t.channel, t.sender, a.value as "to", t.kind, t.locale, w.settings
    from taken t join address a on a.id = t.address_id join workspace w on w.id = t.workspace_id
    where t.state = 'sending'`);
  return rows.map((row) => row as unknown as ClaimedAnswer);
}

/** What became of a claimed answer. `again`: the provider surely did not take it, and it may be tried once more. */
export type AnswerOutcome = { kind: "sent" } | { kind: "failed"; code: string } | { kind: "again" };

/** Records what became of a claimed answer. */
export async function settleAnswer(
  db: Pick<Database, "execute">,
  { id, workspaceId }: Pick<ClaimedAnswer, "id" | "workspaceId">,
  outcome: AnswerOutcome,
  now: Date,
): Promise<void> {
  const state = outcome.kind === "again" ? "pending" : outcome.kind;
  await db.execute(sql`
    update answer set state = ${state}, error_code = ${outcome.kind === "failed" ? outcome.code : null},
      settled_at = ${now.toISOString()}::timestamptz
    where id = ${id} and workspace_id = ${workspaceId} and state = 'sending'`);
}
