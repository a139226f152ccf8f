import { and, desc, eq, inArray, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "@/db/client";
import { appUser, arm, campaign, messageVersion } from "@/db/schema/tables";
import type { ArmKey } from "@/lib/campaign/schema";
import { diffMessages } from "@/lib/message/diff-messages";
import { joinsVersion } from "@/lib/message/joins-version";
import type { Message } from "@/lib/message/schema";
import { thinVersions } from "@/lib/message/thin-versions";
import type { VersionItem } from "@/lib/message/version";

type Tx = Pick<Database, "select" | "insert" | "update" | "delete">;

/** Which variant of which campaign. */
export interface ArmPlace {
  workspaceId: string;
  campaignId: string;
  armKey: ArmKey;
}

/** Who saves: the person, the open composer, and its how manyth save this is. */
export interface Writer {
  userId: string | null;
  session: string;
  save: number;
}

const ofArm = ({ workspaceId, campaignId, armKey }: ArmPlace) =>
  and(
    eq(messageVersion.workspaceId, workspaceId),
    eq(messageVersion.campaignId, campaignId),
    eq(messageVersion.armKey, armKey),
  );

const withoutMessage = {
  id: messageVersion.id,
  kind: messageVersion.kind,
  name: messageVersion.name,
  savedBy: messageVersion.savedBy,
  startedAt: messageVersion.startedAt,
  savedAt: messageVersion.savedAt,
  session: messageVersion.session,
  sessionSave: messageVersion.sessionSave,
};

/** The newest version of a variant, and whether it is what the variant says now. Null before the first save. */
export async function newestVersion(tx: Tx, place: ArmPlace, stored: Message) {
  const [newest] = await tx
    .select({
      ...withoutMessage,
      isStored: sql<boolean>`${messageVersion.message} = ${JSON.stringify(stored)}::text::jsonb`,
    })
    .from(messageVersion)
    .where(and(ofArm(place), ne(messageVersion.kind, "set_aside")))
    .orderBy(desc(messageVersion.savedAt), desc(messageVersion.id))
    .limit(1);
  return newest ?? null;
}

/**
 * Keeps what a save brings, and before that what it replaces if no version holds it yet. Runs within the transaction of
 * the save, which holds the lock on the campaign.
 */
export async function keepVersion(
  tx: Tx,
  place: ArmPlace,
  newest: Awaited<ReturnType<typeof newestVersion>>,
  save: {
    replaced: { message: Message; at: Date };
    message: Message;
    by: Writer;
    restoredFrom: string | null;
    now: Date;
  },
): Promise<void> {
  const { message, by, now } = save;
  // A clock that runs behind another server's must not put a later version before an earlier one.
  let at = newest === null ? now : later(now, newest.savedAt);
  if (!newest?.isStored && save.replaced.message.blocks.length > 0) {
    const startedAt = newest === null ? save.replaced.at : later(save.replaced.at, newest.savedAt);
    at = later(at, startedAt);
    await tx
      .insert(messageVersion)
      .values({ ...place, kind: "started", message: save.replaced.message, startedAt, savedAt: startedAt });
  }
  const restoredFrom = save.restoredFrom === null ? null : await knownVersion(tx, place, save.restoredFrom);
  const joins =
    newest?.isStored &&
    joinsVersion(newest, {
      savedBy: by.userId,
      session: by.session,
      at: now,
      isRestore: restoredFrom !== null,
    });
  if (joins) {
    await tx
      .update(messageVersion)
      .set({ message, savedAt: at, sessionSave: by.save })
      .where(eq(messageVersion.id, newest.id));
    return;
  }
  await tx.insert(messageVersion).values({
    ...place,
    ...{ kind: restoredFrom === null ? "edited" : "restored", restoredFrom, message },
    ...{ savedBy: by.userId, session: by.session, sessionSave: by.save, startedAt: at, savedAt: at },
  });
  await thin(tx, place, now);
}

function later(moment: Date, than: Date): Date {
  return moment > than ? moment : new Date(than.getTime() + 1);
}

async function knownVersion(tx: Tx, place: ArmPlace, id: string): Promise<string | null> {
  const [found] = await tx
    .select({ id: messageVersion.id })
    .from(messageVersion)
    .where(and(ofArm(place), eq(messageVersion.id, id)));
  return found?.id ?? null;
}

async function thin(tx: Tx, place: ArmPlace, now: Date): Promise<void> {
  const { id, kind, name, savedAt } = withoutMessage;
  const rows = await tx.select({ id, kind, name, savedAt }).from(messageVersion).where(ofArm(place));
  const gone = thinVersions(rows, now);
  if (gone.length > 0) await tx.delete(messageVersion).where(and(ofArm(place), inArray(messageVersion.id, gone)));
}

/** Keeps what is being launched for ever, one version for each variant. Part of the launch's transaction. */
export async function keepLaunchedVersions(
  tx: Tx,
  workspaceId: string,
  campaignId: string,
  input: { name: string; userId: string; now: Date },
): Promise<void> {
  const arms = await tx
    .select({ armKey: arm.key, message: arm.message })
    .from(arm)
    .where(and(eq(arm.campaignId, campaignId), eq(arm.workspaceId, workspaceId)));
  for (const { armKey, message } of arms) {
    const place = { workspaceId, campaignId, armKey };
    const newest = await newestVersion(tx, place, message);
    const at = newest === null ? input.now : later(input.now, newest.savedAt);
    const moments = { savedBy: input.userId, startedAt: at, savedAt: at };
    await tx.insert(messageVersion).values({ ...place, kind: "launched", name: input.name, message, ...moments });
  }
}

/**
 * Puts a message into the history of a draft's variant without making it the current one. False when this workspace
 * has no such draft or variant.
 */
export async function setVersionAside(
  db: Database,
  place: ArmPlace,
  input: { message: Message; userId: string; now: Date },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ key: arm.key })
      .from(arm)
      .innerJoin(campaign, eq(campaign.id, arm.campaignId))
      .where(
        and(
          eq(arm.campaignId, place.campaignId),
          eq(arm.workspaceId, place.workspaceId),
          eq(arm.key, place.armKey),
          eq(campaign.state, "draft"),
        ),
      )
      .for("update", { of: campaign });
    if (found === undefined) return false;
    const { message, userId, now } = input;
    const isThere = sql`${messageVersion.message} = ${JSON.stringify(message)}::text::jsonb`;
    const [same] = await tx
      .select({ id: messageVersion.id })
      .from(messageVersion)
      .where(and(ofArm(place), isThere))
      .limit(1);
    if (same === undefined) {
      const moments = { savedBy: userId, startedAt: now, savedAt: now };
      await tx.insert(messageVersion).values({ ...place, kind: "set_aside", message, ...moments });
    }
    return true;
  });
}

/** A page of a variant's history, newest first, each version with what it changed. */
export async function listVersions(
  db: Database,
  place: ArmPlace,
  page: { before: { savedAt: Date; id: string } | null; limit: number },
): Promise<{ versions: VersionItem[]; hasMore: boolean }> {
  const source = alias(messageVersion, "source");
  const select = (where: SQL | undefined, limit: number) =>
    db
      .select({
        ...withoutMessage,
        message: messageVersion.message,
        savedByName: appUser.name,
        restoredFromAt: source.savedAt,
      })
      .from(messageVersion)
      .leftJoin(appUser, eq(appUser.id, messageVersion.savedBy))
      .leftJoin(source, eq(source.id, messageVersion.restoredFrom))
      .where(and(ofArm(place), where))
      .orderBy(desc(messageVersion.savedAt), desc(messageVersion.id))
      .limit(limit);
  const olderThan = ({ savedAt, id }: { savedAt: Date; id: string }) =>
    or(lt(messageVersion.savedAt, savedAt), and(eq(messageVersion.savedAt, savedAt), lt(messageVersion.id, id)));
  const rows = await select(page.before === null ? undefined : olderThan(page.before), page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  // What was put aside never was the message, so nothing is compared with it.
  const after = last === undefined ? [] : await select(and(olderThan(last), ne(messageVersion.kind, "set_aside")), 1);
  const line = [...shown.filter(({ kind }) => kind !== "set_aside"), ...after];
  const isOlder = (one: { savedAt: Date; id: string }, other: { savedAt: Date; id: string }) =>
    one.savedAt < other.savedAt || (one.savedAt.getTime() === other.savedAt.getTime() && one.id < other.id);
  const versions = shown.map((row): VersionItem => {
    const previous = line.find((candidate) => isOlder(candidate, row));
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      savedAt: row.savedAt.toISOString(),
      savedByName: row.savedByName,
      restoredFromAt: row.restoredFromAt?.toISOString() ?? null,
      diff: previous === undefined ? null : diffMessages(previous.message, row.message),
    };
  });
  return { versions, hasMore: rows.length > page.limit };
}

/** The message of one version; null when this campaign has none of that id. */
export async function loadVersion(
  db: Database,
  workspaceId: string,
  campaignId: string,
  versionId: string,
): Promise<Message | null> {
  const [row] = await db
    .select({ message: messageVersion.message })
    .from(messageVersion)
    .where(oneVersion(workspaceId, campaignId, versionId));
  return row?.message ?? null;
}

/** Names a version, which then is kept for ever; null takes the name away. False when there is none of that id. */
export async function nameVersion(
  db: Database,
  workspaceId: string,
  campaignId: string,
  versionId: string,
  name: string | null,
): Promise<boolean> {
  const named = await db
    .update(messageVersion)
    .set({ name })
    .where(oneVersion(workspaceId, campaignId, versionId))
    .returning({ id: messageVersion.id });
  return named.length === 1;
}

function oneVersion(workspaceId: string, campaignId: string, versionId: string) {
  return and(
    eq(messageVersion.workspaceId, workspaceId),
    eq(messageVersion.campaignId, campaignId),
    eq(messageVersion.id, versionId),
  );
}
