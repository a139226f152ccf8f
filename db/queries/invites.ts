import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, notExists } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { insertPrices } from "@/db/queries/prices";
import { insertWorkspace } from "@/db/queries/workspaces";
import { appUser, invite, membership, workspace } from "@/db/schema/identity";
import type { Role } from "@/lib/campaign/schema";
import { localDay } from "@/lib/consent/local-day";
import { examplePrices } from "@/lib/cost/default-prices";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

const HOUR_MS = 60 * 60 * 1000;
const OWNER_INVITE_HOURS = 24;
const MEMBER_INVITE_HOURS = 7 * 24;

/** What is stored of a one-time link: whoever reads the table cannot use it. */
function inviteTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** True once somebody owns a workspace; until then each start offers a link to become the owner. */
export async function ownerExists(db: Database): Promise<boolean> {
  const rows = await db.select({ role: membership.role }).from(membership).where(eq(membership.role, "owner")).limit(1);
  return rows.length > 0;
}

/** A new one-time link for the first owner; earlier ones that nobody used stop working. */
export async function createOwnerInvite(db: Database, { now }: { now: Date }): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + OWNER_INVITE_HOURS * HOUR_MS);
  await db.transaction(async (transaction) => {
    await transaction
      .delete(invite)
      .where(and(isNull(invite.workspaceId), eq(invite.role, "owner"), isNull(invite.usedAt)));
    await transaction.insert(invite).values({ tokenHash: inviteTokenHash(token), role: "owner", expiresAt });
  });
  return token;
}

export interface MemberInvite {
  workspaceId: string;
  invitedBy: string;
  role: Role;
  /** A note of whom it is for; the link works for whoever has it. */
  email: string | null;
  now: Date;
}

/** A one-time link into a workspace. The token is shown once and cannot be read again. */
export async function createMemberInvite(
  db: Database,
  { workspaceId, invitedBy, role, email, now }: MemberInvite,
): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + MEMBER_INVITE_HOURS * HOUR_MS);
  await db.transaction(async (transaction) => {
    const [row] = await transaction
      .insert(invite)
      .values({ tokenHash: inviteTokenHash(token), workspaceId, role, email, expiresAt })
      .returning({ id: invite.id });
    if (row === undefined) throw new Error("an inserted row is returned");
    await appendAudit(transaction, {
      workspaceId,
      userId: invitedBy,
      action: "member.invited",
      subjectKind: "invite",
      subjectId: row.id,
      detail: { role },
      now,
    });
  });
  return token;
}

/** Links into a workspace that still work. */
export async function listOpenInvites(db: Database, workspaceId: string, now: Date) {
  return db
    .select({ id: invite.id, role: invite.role, email: invite.email, expiresAt: invite.expiresAt })
    .from(invite)
    .where(and(eq(invite.workspaceId, workspaceId), isNull(invite.usedAt), gt(invite.expiresAt, now)))
    .orderBy(desc(invite.createdAt), invite.id);
}

/** Makes a link into this workspace stop working. */
export async function revokeInvite(db: Database, workspaceId: string, inviteId: string): Promise<void> {
  await db
    .delete(invite)
    .where(and(eq(invite.id, inviteId), eq(invite.workspaceId, workspaceId), isNull(invite.usedAt)));
}

export interface OpenInvite {
  role: Role;
  email: string | null;
  /** Null for the link that makes the owner of a new workspace. */
  workspaceName: string | null;
}

/** What a link is good for; null when it is forged, used, revoked or expired. Reading it changes nothing. */
export async function findOpenInvite(db: Database, token: string, now: Date): Promise<OpenInvite | null> {
  const rows = await db
    .select({ role: invite.role, email: invite.email, workspaceName: workspace.name })
    .from(invite)
    .leftJoin(workspace, eq(workspace.id, invite.workspaceId))
    .where(and(eq(invite.tokenHash, inviteTokenHash(token)), isNull(invite.usedAt), gt(invite.expiresAt, now)));
  return rows[0] ?? null;
}

export interface NewAccount {
  name: string;
  email: string;
  passwordHash: string;
}

/** `invite_closed`: used, revoked, expired or never given. `email_taken`: there is an account with this email. */
export type InviteOutcome =
  | { workspaceId: string; userId: string }
  | "invite_closed"
  | "email_taken"
  | "already_member";

/** Makes the account and its workspace out of the owner's link, all at once or not at all. */
export async function redeemOwnerInvite(
  db: Database,
  request: { token: string; account: NewAccount; workspace: { name: string; settings: WorkspaceSettings }; now: Date },
): Promise<InviteOutcome> {
  return redeem(db, request.token, request.now, async (transaction, opened) => {
    if (opened.workspaceId !== null) throw new Closed("invite_closed");
    const userId = await insertAccount(transaction, request.account);
    const workspaceId = await insertWorkspace(transaction, request.workspace);
    const today = localDay(request.now, request.workspace.settings.timeZone);
    await insertPrices(transaction, workspaceId, examplePrices(today), "example", request.now);
    await join(transaction, { workspaceId, userId, role: "owner", now: request.now });
    // Later by a moment: a person begins in the workspace they have belonged to longest, which is to be their own.
    const after = new Date(request.now.getTime() + 1);
    for (const orphanId of await withoutMembers(transaction)) {
      await join(transaction, { workspaceId: orphanId, userId, role: "owner", now: after });
    }
    return { workspaceId, userId };
  });
}

/** Workspaces nobody belongs to, such as a demo made before there was an owner. */
async function withoutMembers(transaction: Transaction): Promise<string[]> {
  const rows = await transaction
    .select({ id: workspace.id })
    .from(workspace)
    .where(notExists(transaction.select().from(membership).where(eq(membership.workspaceId, workspace.id))));
  return rows.map((row) => row.id);
}

/** Makes an account out of a link into a workspace. */
export async function joinWithNewAccount(
  db: Database,
  request: { token: string; account: NewAccount; now: Date },
): Promise<InviteOutcome> {
  return redeem(db, request.token, request.now, async (transaction, { workspaceId, role }) => {
    if (workspaceId === null) throw new Closed("invite_closed");
    const userId = await insertAccount(transaction, request.account);
    await join(transaction, { workspaceId, userId, role, now: request.now });
    return { workspaceId, userId };
  });
}

/** Lets somebody who is signed in use a link into a further workspace. */
export async function joinAsExisting(
  db: Database,
  request: { token: string; userId: string; now: Date },
): Promise<InviteOutcome> {
  const { token, userId, now } = request;
  return redeem(db, token, now, async (transaction, { workspaceId, role }) => {
    if (workspaceId === null) throw new Closed("invite_closed");
    await join(transaction, { workspaceId, userId, role, now });
    return { workspaceId, userId };
  });
}

/** Thrown inside the transaction, so that a refused attempt leaves the link unused. */
class Closed extends Error {
  constructor(readonly outcome: Exclude<InviteOutcome, object>) {
    super(outcome);
  }
}

/** Marks the link used and does what it is for. The row's lock makes a second attempt wait, and then find it used. */
async function redeem(
  db: Database,
  token: string,
  now: Date,
  act: (transaction: Transaction, opened: { workspaceId: string | null; role: Role }) => Promise<InviteOutcome>,
): Promise<InviteOutcome> {
  try {
    return await db.transaction(async (transaction) => {
      const [opened] = await transaction
        .update(invite)
        .set({ usedAt: now })
        .where(and(eq(invite.tokenHash, inviteTokenHash(token)), isNull(invite.usedAt), gt(invite.expiresAt, now)))
        .returning({ workspaceId: invite.workspaceId, role: invite.role });
      if (opened === undefined) throw new Closed("invite_closed");
      return act(transaction, opened);
    });
  } catch (error) {
    if (error instanceof Closed) return error.outcome;
    throw error;
  }
}

async function insertAccount(transaction: Transaction, account: NewAccount): Promise<string> {
  const rows = await transaction
    .insert(appUser)
    .values(account)
    .onConflictDoNothing({ target: appUser.email })
    .returning({ id: appUser.id });
  if (rows[0] === undefined) throw new Closed("email_taken");
  return rows[0].id;
}

async function join(
  transaction: Transaction,
  { workspaceId, userId, role, now }: { workspaceId: string; userId: string; role: Role; now: Date },
): Promise<void> {
  const rows = await transaction
    .insert(membership)
    .values({ workspaceId, userId, role, createdAt: now })
    .onConflictDoNothing()
    .returning({ userId: membership.userId });
  if (rows.length === 0) throw new Closed("already_member");
  await appendAudit(transaction, {
    workspaceId,
    userId,
    action: "member.joined",
    subjectKind: "user",
    subjectId: userId,
    detail: { role },
    now,
  });
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}
