import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { invite, membership } from "@/db/schema/identity";

const OWNER_INVITE_DAYS = 7;

/** What is stored of a one-time link: whoever reads the table cannot use it. */
export function inviteTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** True once somebody owns a workspace; until then each start offers a link to become the owner. */
export async function ownerExists(db: Database): Promise<boolean> {
  const rows = await db.select({ role: membership.role }).from(membership).where(eq(membership.role, "owner")).limit(1);
  return rows.length > 0;
}

/** A new one-time link for the first owner; earlier ones that nobody used stop working. */
export async function createOwnerInvite(db: Database, { now }: { now: Date }): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + OWNER_INVITE_DAYS * 24 * 60 * 60 * 1000);
  await db.transaction(async (transaction) => {
    await transaction
      .delete(invite)
      .where(and(isNull(invite.workspaceId), eq(invite.role, "owner"), isNull(invite.usedAt)));
    await transaction.insert(invite).values({ tokenHash: inviteTokenHash(token), role: "owner", expiresAt });
  });
  return token;
}
