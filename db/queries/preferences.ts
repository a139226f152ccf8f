import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import {
  appendConsentEvents,
  type ConsentHistoryEntry,
  consentHistory,
  currentConsent,
  type NewConsentEvent,
} from "@/db/queries/consent";
import { recordEngagements } from "@/db/queries/engagement";
import { address, campaign, consentEvent, contact, delivery, workspace } from "@/db/schema/tables";
import type { AddressKind } from "@/lib/channels/contract";
import { channelIds } from "@/lib/channels/ids";
import { applyConsentEvent, consentSources } from "@/lib/consent/apply-consent-event";
import { eventsToRestore } from "@/lib/consent/events-to-restore";
import type { CurrentConsent } from "@/lib/consent/may-send";
import type { ScopeChange } from "@/lib/consent/preference-form";
import { globalScope, isGlobal } from "@/lib/consent/scope";
import type { PreferenceToken } from "@/lib/links/preference-token";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** Everything the preference page shows about one person. */
export interface Preferences {
  workspaceId: string;
  contactId: string;
  settings: WorkspaceSettings;
  locale: string | null;
  timeZone: string | null;
  pausedUntil: Date | null;
  addressKinds: AddressKind[];
  consent: CurrentConsent[];
  history: ConsentHistoryEntry[];
  /** The latest message of the campaign that the link came with. */
  message: { deliveryId: string; topic: string; sentAt: Date } | null;
}

/** Whose message it was that a code names, and when it was made; a test belongs to no campaign. Null when it is gone. */
export async function tokenOfMessage(
  db: Pick<Database, "execute">,
  deliveryId: string,
): Promise<(Omit<PreferenceToken, "expiresAt"> & { createdAt: Date }) | null> {
  const [row] = await db.execute<{ createdAt: Date | string } & Omit<PreferenceToken, "expiresAt">>(sql`
    select workspace_id as "workspaceId", contact_id as "contactId", campaign_id as "campaignId", created_at as "createdAt"
    from delivery where id = ${deliveryId}
    union all
    select workspace_id, contact_id, null, created_at from test_send where id = ${deliveryId} and contact_id is not null`);
  return row === undefined ? null : { ...row, createdAt: new Date(row.createdAt) };
}

const historyMax = 30;

/** What a token opens; null when the person is gone or was never in this workspace. */
export async function loadPreferences(db: Database, token: PreferenceToken): Promise<Preferences | null> {
  const { workspaceId, contactId, campaignId } = token;
  const [person] = await db
    .select({
      settings: workspace.settings,
      locale: contact.locale,
      timeZone: contact.timeZone,
      pausedUntil: contact.pausedUntil,
    })
    .from(contact)
    .innerJoin(workspace, eq(workspace.id, contact.workspaceId))
    .where(and(eq(contact.id, contactId), eq(contact.workspaceId, workspaceId), isNull(contact.erasedAt)));
  if (person === undefined) return null;
  const [kinds, consent, history, message] = await Promise.all([
    db
      .selectDistinct({ kind: address.kind })
      .from(address)
      .where(and(eq(address.contactId, contactId), eq(address.workspaceId, workspaceId))),
    currentConsent(db, workspaceId, contactId),
    consentHistory(db, workspaceId, contactId, historyMax),
    campaignId === null ? null : latestMessage(db, { workspaceId, contactId, campaignId }),
  ]);
  const addressKinds = kinds.map(({ kind }) => kind);
  return { workspaceId, contactId, ...person, addressKinds, consent, history, message };
}

async function latestMessage(
  db: Database,
  { workspaceId, contactId, campaignId }: { workspaceId: string; contactId: string; campaignId: string },
): Promise<Preferences["message"]> {
  const [row] = await db
    .select({ deliveryId: delivery.id, topic: campaign.topic, at: delivery.acceptedAt, createdAt: delivery.createdAt })
    .from(delivery)
    .innerJoin(campaign, eq(campaign.id, delivery.campaignId))
    .where(
      and(
        eq(delivery.workspaceId, workspaceId),
        eq(delivery.campaignId, campaignId),
        eq(delivery.contactId, contactId),
        inArray(delivery.state, ["sending", "accepted", "delivered", "read", "unknown"]),
      ),
    )
    .orderBy(desc(delivery.rung))
    .limit(1);
  return row === undefined ? null : { deliveryId: row.deliveryId, topic: row.topic, sentAt: row.at ?? row.createdAt };
}

/** A person's own change, with the words they pressed as its proof. */
export interface OwnChange {
  token: PreferenceToken;
  changes: readonly ScopeChange[];
  /** Left as it is when undefined. */
  pausedUntil?: Date | null;
  proof: (change: ScopeChange) => Record<string, string>;
  now: Date;
}

/**
 * Stores a person's own choices in one transaction. Returns the place in the ledger before them, by which they can be
 * undone; null when nothing about consent changed.
 */
export async function saveOwnChange(db: Database, change: OwnChange): Promise<number | null> {
  const { workspaceId, contactId } = change.token;
  return db.transaction(async (tx) => {
    await tx
      .select({ id: contact.id })
      .from(contact)
      .where(and(eq(contact.id, contactId), eq(contact.workspaceId, workspaceId)))
      .for("no key update");
    if (change.pausedUntil !== undefined) {
      await tx
        .update(contact)
        .set({ pausedUntil: change.pausedUntil, updatedAt: change.now })
        .where(and(eq(contact.id, contactId), eq(contact.workspaceId, workspaceId)));
    }
    if (change.changes.length === 0) return null;
    const [before] = await tx
      .select({ sequence: sql<number>`coalesce(max(${consentEvent.sequence}), 0)::float8` })
      .from(consentEvent)
      .where(and(eq(consentEvent.workspaceId, workspaceId), eq(consentEvent.contactId, contactId)));
    await appendConsentEvents(
      tx,
      change.changes.map(
        (each): NewConsentEvent => ({
          ...{ workspaceId, contactId, ...each, source: "preference_page" },
          ...{ proof: change.proof(each), at: change.now },
        }),
      ),
    );
    return before?.sequence ?? 0;
  });
}

/** Stops everything for one person, and notes which message they left by. Pressing twice changes nothing more. */
export async function stopEverything(
  db: Database,
  token: PreferenceToken,
  { proof, now }: { proof: Record<string, string>; now: Date },
): Promise<number | null> {
  const { workspaceId, contactId, campaignId } = token;
  const consent = await currentConsent(db, workspaceId, contactId);
  const hasStopped = consent.length === 1 && consent.some((row) => isGlobal(row) && row.status === "opted_out");
  if (hasStopped) return null;
  const undo = await saveOwnChange(db, {
    token,
    changes: [{ ...globalScope, status: "opted_out" }],
    proof: () => proof,
    now,
  });
  const message = campaignId === null ? null : await latestMessage(db, { workspaceId, contactId, campaignId });
  const act = { workspaceId, contactId, deliveryId: message?.deliveryId ?? null, kind: "opt_out" as const };
  const key = `opt_out:${message?.deliveryId ?? `${contactId}:${undo}`}`;
  await recordEngagements(
    db,
    [{ ...act, channel: null, target: "preferences", isBot: false, dedupeKey: key, at: now }],
    now,
  );
  return undo;
}

const undoWithinHours = 24;
const ledgerMax = 10_000;

/**
 * Takes back what a person changed on the page after a place in the ledger. False when that is too long ago, or when
 * something else was said meanwhile, such as a STOP by text.
 */
export async function undoOwnChange(
  db: Database,
  token: PreferenceToken,
  { after, proof, now }: { after: number; proof: Record<string, string>; now: Date },
): Promise<boolean> {
  const { workspaceId, contactId } = token;
  const [person] = await db
    .select({ settings: workspace.settings })
    .from(workspace)
    .where(eq(workspace.id, workspaceId));
  const ledger = await db
    .select()
    .from(consentEvent)
    .where(and(eq(consentEvent.workspaceId, workspaceId), eq(consentEvent.contactId, contactId)))
    .orderBy(asc(consentEvent.sequence))
    .limit(ledgerMax);
  const since = new Date(now.getTime() - undoWithinHours * 60 * 60 * 1000);
  const undone = ledger.filter((entry) => entry.sequence > after);
  const isOwn = undone.every((entry) => entry.source === "preference_page" && entry.at > since);
  if (person === undefined || undone.length === 0 || !isOwn) return false;
  const before = ledger
    .filter((entry) => entry.sequence <= after)
    .map((entry) => ({ ...entry, source: consentSources.find((source) => source === entry.source) ?? "user" }))
    .reduce<CurrentConsent[]>(applyConsentEvent, []);
  const is = await currentConsent(db, workspaceId, contactId);
  const topics = person.settings.topics.map(({ key }) => key);
  const changes = eventsToRestore(before, is, { channels: channelIds, topics });
  await saveOwnChange(db, { token, changes, proof: () => proof, now });
  return true;
}
