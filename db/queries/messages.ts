import { and, count, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { productsOfPeople } from "@/db/queries/catalogue";
import { arm, campaign, contact } from "@/db/schema/tables";
import type { ArmKey } from "@/lib/campaign/schema";
import type { Person } from "@/lib/message/person";
import { personOfContact } from "@/lib/message/person-of-contact";
import type { Message } from "@/lib/message/schema";
import { keepVersion, newestVersion, type Writer } from "./versions";

export interface MessageChange {
  /** The message the change was made on. */
  base: Message;
  message: Message;
  by: Writer;
  /** The version this message was brought back from; null when it was typed. */
  restoredFrom: string | null;
  now: Date;
}

export type MessageSaveOutcome =
  | { saved: true; revision: number }
  | { saved: false; why: "not_found" | "not_draft" }
  /** Somebody else changed this very message meanwhile; nothing was written. */
  | { saved: false; why: "conflict"; theirs: { revision: number; message: Message } };

/**
 * Saves the message of one arm of a draft, as long as it is still the one the change was made on. The campaign's revision
 * says nothing about that: it rises when somebody changes the audience, and one's own save of another variant hides that
 * somebody wrote into this one. One's own save whose answer was lost on the way is no conflict. What is replaced stays in
 * the history, in the same transaction.
 */
export async function saveArmMessage(
  db: Database,
  workspaceId: string,
  campaignId: string,
  armKey: ArmKey,
  change: MessageChange,
): Promise<MessageSaveOutcome> {
  return db.transaction(async (tx): Promise<MessageSaveOutcome> => {
    const [locked] = await tx
      .select({ state: campaign.state, revision: campaign.revision, updatedAt: campaign.updatedAt })
      .from(campaign)
      .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId)))
      .for("update");
    const ofArm = and(eq(arm.campaignId, campaignId), eq(arm.key, armKey), eq(arm.workspaceId, workspaceId));
    const [stored] = await tx
      .select({
        message: arm.message,
        isBase: sql<boolean>`${arm.message} = ${JSON.stringify(change.base)}::text::jsonb`,
        isSame: sql<boolean>`${arm.message} = ${JSON.stringify(change.message)}::text::jsonb`,
      })
      .from(arm)
      .where(ofArm);
    if (locked === undefined || stored === undefined) return { saved: false, why: "not_found" };
    if (locked.state !== "draft") return { saved: false, why: "not_draft" };
    const { revision } = locked;
    if (stored.isSame) return { saved: true, revision };
    const place = { workspaceId, campaignId, armKey };
    const newest = await newestVersion(tx, place, stored.message);
    const { session, save } = change.by;
    // Only a later save of the same composer: one that was long on its way must not undo what came after it.
    const isOwn = newest?.isStored && newest.session === session && save > (newest.sessionSave ?? save);
    if (!stored.isBase && !isOwn) {
      return { saved: false, why: "conflict", theirs: { revision, message: stored.message } };
    }
    await keepVersion(tx, place, newest, { ...change, replaced: { message: stored.message, at: locked.updatedAt } });
    await tx.update(arm).set({ message: change.message }).where(ofArm);
    await tx
      .update(campaign)
      .set({ revision: revision + 1, updatedAt: change.now })
      .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId)));
    return { saved: true, revision: revision + 1 };
  });
}

export interface PreviewPerson {
  id: string;
  /** ISO 8601; with the id it names a place in the list. */
  createdAt: string;
  person: Person;
}

/** People to preview as, newest first. `search` is part of a name or email. */
export async function listPreviewPeople(
  db: Database,
  workspaceId: string,
  query: { search: string; after: { createdAt: Date; id: string } | null; limit: number },
): Promise<PreviewPerson[]> {
  const { search, after, limit } = query;
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db
    .select()
    .from(contact)
    .where(
      and(
        eq(contact.workspaceId, workspaceId),
        isNull(contact.erasedAt),
        search === ""
          ? undefined
          : sql`(concat_ws(' ', ${contact.firstName}, ${contact.lastName}) ilike ${pattern} or ${contact.email} ilike ${pattern})`,
        after === null
          ? undefined
          : or(
              lt(contact.createdAt, after.createdAt),
              and(eq(contact.createdAt, after.createdAt), lt(contact.id, after.id)),
            ),
      ),
    )
    .orderBy(desc(contact.createdAt), desc(contact.id))
    .limit(limit);
  return withProducts(db, workspaceId, rows);
}

/** Among so many newest contacts a random one is looked for: counting on would take longer than anybody waits. */
const randomPeopleMax = 100_000;

/** One of the newest contacts; `share` (0 up to 1) says how far down. Null when there are none. */
export async function previewPersonAt(db: Database, workspaceId: string, share: number): Promise<PreviewPerson | null> {
  const here = and(eq(contact.workspaceId, workspaceId), isNull(contact.erasedAt));
  const some = db.select({ id: contact.id }).from(contact).where(here).limit(randomPeopleMax).as("some");
  const [counted] = await db.select({ people: count() }).from(some);
  const rows = await db
    .select()
    .from(contact)
    .where(here)
    .orderBy(desc(contact.createdAt), desc(contact.id))
    .offset(Math.floor(share * (counted?.people ?? 0)))
    .limit(1);
  return (await withProducts(db, workspaceId, rows))[0] ?? null;
}

async function withProducts(
  db: Database,
  workspaceId: string,
  rows: (typeof contact.$inferSelect)[],
): Promise<PreviewPerson[]> {
  const ids = rows.map(({ id }) => id);
  const products = await productsOfPeople(db, workspaceId, ids);
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    person: { ...personOfContact(row), products: products.get(row.id) ?? { viewed: null, carted: null } },
  }));
}
