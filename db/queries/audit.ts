import type { Database } from "@/db/client";
import { audit } from "@/db/schema/identity";

export interface AuditEntry {
  workspaceId: string;
  /** Null when the system or a recipient acted. */
  userId: string | null;
  /** In the past tense: `member.role_changed`. */
  action: string;
  subjectKind: string;
  subjectId: string;
  /** Never message text, phone numbers or secrets. */
  detail?: Record<string, unknown>;
  now: Date;
}

/** Records who did what. Pass the transaction of the change itself, so that neither is kept without the other. */
export async function appendAudit(db: Pick<Database, "insert">, { now, ...entry }: AuditEntry): Promise<void> {
  await db.insert(audit).values({ ...entry, at: now });
}
