import { and, eq, ne } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { appUser, membership, workspace } from "@/db/schema/identity";
import type { Role } from "@/lib/campaign/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";
import { slugOf } from "@/lib/workspace/slug";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** Makes a workspace whose address nobody else has. */
export async function insertWorkspace(
  transaction: Transaction,
  { name, settings }: { name: string; settings: WorkspaceSettings },
): Promise<string> {
  const base = slugOf(name);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    const rows = await transaction
      .insert(workspace)
      .values({ name, slug, settings })
      .onConflictDoNothing({ target: workspace.slug })
      .returning({ id: workspace.id });
    if (rows[0] !== undefined) return rows[0].id;
  }
}

export interface SettingsChange {
  workspaceId: string;
  userId: string;
  now: Date;
  /** Names what was changed, for the audit: `workspace.brand_changed`. */
  action: string;
  name?: string;
  change: (settings: WorkspaceSettings) => WorkspaceSettings;
}

/** Changes a part of the settings; two people who save different parts at once both keep theirs. */
export async function changeSettings(db: Database, request: SettingsChange): Promise<WorkspaceSettings> {
  const { workspaceId, userId, now, action, name, change } = request;
  return db.transaction(async (transaction) => {
    const [row] = await transaction.select().from(workspace).where(eq(workspace.id, workspaceId)).for("update");
    if (row === undefined) throw new Error("the workspace of a signed-in person must exist");
    const settings = change(row.settings);
    await transaction
      .update(workspace)
      .set({ settings, name: name ?? row.name })
      .where(eq(workspace.id, workspaceId));
    await appendAudit(transaction, {
      workspaceId,
      userId,
      action,
      subjectKind: "workspace",
      subjectId: workspaceId,
      now,
    });
    return settings;
  });
}

export interface Member {
  userId: string;
  name: string;
  email: string;
  role: Role;
  since: Date;
}

/** Everybody who belongs to a workspace, longest first. */
export async function listMembers(db: Database, workspaceId: string): Promise<Member[]> {
  return db
    .select({
      userId: appUser.id,
      name: appUser.name,
      email: appUser.email,
      role: membership.role,
      since: membership.createdAt,
    })
    .from(membership)
    .innerJoin(appUser, eq(appUser.id, membership.userId))
    .where(eq(membership.workspaceId, workspaceId))
    .orderBy(membership.createdAt, appUser.id);
}

export type MemberChange = "changed" | "not_found" | "last_owner";

interface MemberRequest {
  workspaceId: string;
  /** Who is changed. */
  userId: string;
  /** Who changes. */
  actorId: string;
  now: Date;
}

/** Gives a member another role. A workspace never loses its last owner. */
export async function changeRole(db: Database, request: MemberRequest & { role: Role }): Promise<MemberChange> {
  const { workspaceId, userId, actorId, role, now } = request;
  return db.transaction(async (transaction) => {
    const before = await lockedRole(transaction, workspaceId, userId);
    if (before === null) return "not_found";
    if (before === role) return "changed";
    if (before === "owner" && !(await hasOtherOwner(transaction, workspaceId, userId))) return "last_owner";
    await transaction.update(membership).set({ role }).where(isMember(workspaceId, userId));
    await appendAudit(transaction, {
      ...subject(workspaceId, userId, actorId, now),
      action: "member.role_changed",
      detail: { from: before, to: role },
    });
    return "changed";
  });
}

/** Takes a person out of the workspace; what they made stays. */
export async function removeMember(db: Database, request: MemberRequest): Promise<MemberChange> {
  const { workspaceId, userId, actorId, now } = request;
  return db.transaction(async (transaction) => {
    const before = await lockedRole(transaction, workspaceId, userId);
    if (before === null) return "not_found";
    if (before === "owner" && !(await hasOtherOwner(transaction, workspaceId, userId))) return "last_owner";
    await transaction.delete(membership).where(isMember(workspaceId, userId));
    await appendAudit(transaction, {
      ...subject(workspaceId, userId, actorId, now),
      action: "member.removed",
      detail: { role: before },
    });
    return "changed";
  });
}

/** Locks the workspace first: two owners who demote each other at once must not leave it without one. */
async function lockedRole(transaction: Transaction, workspaceId: string, userId: string): Promise<Role | null> {
  await transaction.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, workspaceId)).for("update");
  const rows = await transaction
    .select({ role: membership.role })
    .from(membership)
    .where(isMember(workspaceId, userId));
  return rows[0]?.role ?? null;
}

async function hasOtherOwner(transaction: Transaction, workspaceId: string, userId: string): Promise<boolean> {
  const rows = await transaction
    .select({ userId: membership.userId })
    .from(membership)
    .where(and(eq(membership.workspaceId, workspaceId), eq(membership.role, "owner"), ne(membership.userId, userId)))
    .limit(1);
  return rows.length > 0;
}

function isMember(workspaceId: string, userId: string) {
  return and(eq(membership.workspaceId, workspaceId), eq(membership.userId, userId));
}

function subject(workspaceId: string, userId: string, actorId: string, now: Date) {
  return { workspaceId, userId: actorId, subjectKind: "user", subjectId: userId, now };
}
