import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appUser, membership, workspace } from "@/db/schema/identity";
import type { Role } from "@/lib/campaign/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** A workspace somebody belongs to, and as what. */
export interface Membership {
  role: Role;
  workspace: { id: string; name: string; settings: WorkspaceSettings };
}

export interface SignedInUser {
  id: string;
  name: string;
  email: string;
  memberships: Membership[];
}

/** Emails are compared and stored in this form. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Who a session belongs to, with today's roles; null when the person is gone or the session was ended. */
export async function findSignedIn(db: Database, userId: string, sessionVersion: number): Promise<SignedInUser | null> {
  const rows = await db
    .select({
      id: appUser.id,
      name: appUser.name,
      email: appUser.email,
      role: membership.role,
      workspaceId: workspace.id,
      workspaceName: workspace.name,
      settings: workspace.settings,
    })
    .from(appUser)
    .leftJoin(membership, eq(membership.userId, appUser.id))
    .leftJoin(workspace, eq(workspace.id, membership.workspaceId))
    .where(and(eq(appUser.id, userId), eq(appUser.sessionVersion, sessionVersion)))
    .orderBy(membership.createdAt, workspace.id);
  const [first] = rows;
  if (first === undefined) return null;
  const memberships = rows.flatMap(({ role, workspaceId, workspaceName, settings }) =>
    role === null || workspaceId === null || workspaceName === null || settings === null
      ? []
      : [{ role, workspace: { id: workspaceId, name: workspaceName, settings } }],
  );
  return { id: first.id, name: first.name, email: first.email, memberships };
}

/** What signing in needs to know of the person with this email. */
export async function findCredentials(db: Database, email: string) {
  const rows = await db
    .select({ id: appUser.id, passwordHash: appUser.passwordHash, sessionVersion: appUser.sessionVersion })
    .from(appUser)
    .where(eq(appUser.email, normalEmail(email)));
  return rows[0] ?? null;
}

/** The stored password of a signed-in person, for checking it before it is changed. */
export async function findPasswordHash(db: Database, userId: string): Promise<string | null> {
  const rows = await db.select({ hash: appUser.passwordHash }).from(appUser).where(eq(appUser.id, userId));
  return rows[0]?.hash ?? null;
}

/** Sets a new password and ends every session of the person. */
export async function changePassword(db: Database, userId: string, passwordHash: string): Promise<void> {
  await db
    .update(appUser)
    .set({ passwordHash, sessionVersion: sql`${appUser.sessionVersion} + 1` })
    .where(eq(appUser.id, userId));
}

/** Ends every session of a person, on every device. */
export async function endSessions(db: Database, userId: string): Promise<void> {
  await db
    .update(appUser)
    .set({ sessionVersion: sql`${appUser.sessionVersion} + 1` })
    .where(eq(appUser.id, userId));
}

export async function renameUser(db: Database, userId: string, name: string): Promise<void> {
  await db.update(appUser).set({ name }).where(eq(appUser.id, userId));
}
