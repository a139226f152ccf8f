import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { appendConsentEvents, currentConsent, type NewConsentEvent } from "@/db/queries/consent";
import { recordEngagements } from "@/db/queries/engagement";
import { takeInbound, takeInboundInTurn, type WaitingReceipt } from "@/db/queries/waiting-receipts";
import { address, answer, contact, reachability, receipt, workspace } from "@/db/schema/tables";
import { decodePostback } from "@/lib/channels/postback";
import { channels } from "@/lib/channels/registry";
import { type AnswerKind, answerWithinSeconds } from "@/lib/consent/answer";
import { axisStatus } from "@/lib/consent/events-to-restore";
import { type KeywordIntent, keywordIntent } from "@/lib/consent/keyword-intent";
import type { CurrentConsent } from "@/lib/consent/may-send";
import { everything } from "@/lib/consent/schema";
import { globalScope, isGlobal } from "@/lib/consent/scope";
import { isUuid } from "@/lib/links/uuid-bytes";
import { plausibleMoment } from "@/lib/receipts/apply-evidence";
import { type InboundReport, readVonageInbound } from "@/lib/receipts/vonage-inbound";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** A reply belongs to a message of ours at most so long before it. */
const repliesWithinDays = 30;
const proofCharsMax = 300;

/**
 * Applies one inbound message, in one transaction and once: opens the conversation window, attributes the reply or
 * tap, obeys STOP and START, and leaves an answer to be sent. False when it is already applied, or being applied.
 */
export async function applyInbound(db: Pick<Database, "transaction">, receiptId: string, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const claimed = await takeInbound(tx, receiptId);
    if (claimed === null) return false;
    await applyClaimed(tx, claimed, now);
    return true;
  });
}

/**
 * Applies an inbound message that cannot wait, or waits for whoever is applying it. Answers who wrote it; null when
 * that is nobody we know. After this, what it asks for holds.
 */
export async function applyInboundNow(
  db: Database,
  { workspaceId, dedupeKey }: { workspaceId: string; dedupeKey: string },
  now: Date,
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const [stored] = await tx
      .select()
      .from(receipt)
      .where(and(eq(receipt.dedupeKey, dedupeKey), eq(receipt.workspaceId, workspaceId), eq(receipt.kind, "inbound")));
    if (stored === undefined) return null;
    if (await takeInboundInTurn(tx, stored.id)) await applyClaimed(tx, stored, now);
    const report = readVonageInbound(stored.body);
    return report === null ? null : ((await findPerson(tx, { ...stored, report }))?.contactId ?? null);
  });
}

async function applyClaimed(tx: Transaction, claimed: WaitingReceipt, now: Date): Promise<void> {
  const report = readVonageInbound(claimed.body);
  const outcome = report === null ? "unreadable" : await apply(tx, { ...claimed, report }, now);
  if (outcome !== "applied") await tx.update(receipt).set({ outcome }).where(eq(receipt.id, claimed.id));
}

interface Inbound {
  id: string;
  workspaceId: string;
  receivedAt: Date;
  report: InboundReport;
}

async function apply(tx: Transaction, inbound: Inbound, now: Date): Promise<string> {
  const { workspaceId, report } = inbound;
  const [business] = await tx
    .select({ settings: workspace.settings })
    .from(workspace)
    .where(eq(workspace.id, workspaceId));
  if (business === undefined) return "no_such_contact";
  const intent = keywordIntent(report.words);
  const leaves = intent === "stop" || report.preference === "stop";
  const person = (await findPerson(tx, inbound)) ?? (leaves ? await rememberStranger(tx, inbound) : null);
  if (person === null) return "no_such_contact";
  if (report.preference !== null) {
    await obeyPreference(tx, inbound, person, now);
    return "applied";
  }
  await openConversation(tx, inbound, person.addressId);
  const deliveryId = await answeredDelivery(tx, inbound, person.contactId);
  if (intent !== null) await obey(tx, { inbound, intent, person, settings: business.settings }, now);
  // Last, since it counts: obeying may wait for messages that are being decided about, and whoever held a count meanwhile
  // would have everybody else who leaves wait for that too.
  await recordAct(tx, { inbound, intent, deliveryId, contactId: person.contactId }, now);
  return "applied";
}

interface PersonAddress {
  contactId: string;
  addressId: string;
  locale: string | null;
}

async function findPerson(tx: Transaction, { workspaceId, report }: Inbound): Promise<PersonAddress | null> {
  const [found] = await tx
    .select({ contactId: address.contactId, addressId: address.id, locale: contact.locale })
    .from(address)
    .innerJoin(contact, eq(contact.id, address.contactId))
    .where(
      and(
        eq(address.workspaceId, workspaceId),
        eq(address.kind, channels[report.channel].addressKind),
        eq(address.value, report.from),
      ),
    );
  return found ?? null;
}

/** Whoever says STOP is heard, known or not: a later import of this address must not write to them. */
async function rememberStranger(tx: Transaction, { workspaceId, report }: Inbound): Promise<PersonAddress> {
  const [contactId, addressId] = [uuidv7(), uuidv7()];
  await tx.insert(contact).values({ id: contactId, workspaceId });
  const kind = channels[report.channel].addressKind;
  await tx.insert(address).values({ id: addressId, workspaceId, contactId, kind, value: report.from });
  return { contactId, addressId, locale: null };
}

async function openConversation(tx: Transaction, { workspaceId, report, receivedAt }: Inbound, addressId: string) {
  const at = plausibleMoment(report.at, new Date(0), receivedAt);
  const known = { reachable: true, learnedAt: at, learnedFrom: "inbound", lastInboundAt: at };
  await tx
    .insert(reachability)
    .values({ addressId, channel: report.channel, workspaceId, ...known })
    .onConflictDoUpdate({
      target: [reachability.addressId, reachability.channel],
      set: {
        lastInboundAt: sql`greatest(${reachability.lastInboundAt}, excluded.last_inbound_at)`,
        reachable: true,
        learnedAt: sql`greatest(${reachability.learnedAt}, excluded.learned_at)`,
        learnedFrom: "inbound",
      },
    });
}

/**
 * The message a reply answers: the one its button names, else the latest one sent to the person on this channel. When
 * that is a test, the reply belongs to no delivery.
 */
async function answeredDelivery(tx: Transaction, { workspaceId, report }: Inbound, contactId: string) {
  const ref = decodePostback(report.words.payload ?? "")?.clientRef;
  const named = ref !== undefined && isUuid(ref) ? ref : null;
  const since = new Date(report.at.getTime() - repliesWithinDays * 24 * 60 * 60 * 1000).toISOString();
  const where = sql`workspace_id = ${workspaceId} and contact_id = ${contactId} and channel = ${report.channel}
    and created_at > ${since}::timestamptz and state in ('sending', 'accepted', 'delivered', 'read', 'unknown')`;
  const [row] = await tx.execute<{ id: string; isTest: boolean }>(sql`
    select id, is_test as "isTest" from (
      select id, created_at, false as is_test from delivery where ${where}
      union all
      select id, created_at, true from test_send where ${where}) sent
    order by (id = ${named}::uuid) desc nulls last, created_at desc limit 1`);
  return row === undefined || row.isTest ? null : row.id;
}

interface Act {
  inbound: Inbound;
  intent: KeywordIntent | null;
  deliveryId: string | null;
  contactId: string;
}

/** Asking for help or to come back says nothing about a message; everything else does. */
async function recordAct(tx: Transaction, { inbound, intent, deliveryId, contactId }: Act, now: Date): Promise<void> {
  if (intent === "help" || intent === "start") return;
  const { workspaceId, report, id, receivedAt } = inbound;
  const kind = intent === "stop" ? "opt_out" : report.isTap ? "tap" : "reply";
  const target = report.isTap ? (decodePostback(report.words.payload ?? "")?.buttonId ?? null) : null;
  const at = plausibleMoment(report.at, new Date(0), receivedAt);
  const which = { workspaceId, contactId, deliveryId, channel: report.channel, kind, target } as const;
  await recordEngagements(tx, [{ ...which, isBot: false, dedupeKey: `inbound:${id}`, at }], now);
}

interface Wish {
  inbound: Inbound;
  intent: KeywordIntent;
  person: PersonAddress;
  settings: WorkspaceSettings;
}

async function obey(tx: Transaction, { inbound, intent, person, settings }: Wish, now: Date): Promise<void> {
  const { workspaceId, report, id } = inbound;
  const before = await currentConsent(tx, workspaceId, person.contactId);
  const { text, title } = report.words;
  const said = (text ?? title ?? "").slice(0, proofCharsMax);
  const proof = { words: said, channel: report.channel, receipt: id };
  const base = { workspaceId, contactId: person.contactId, source: "keyword" as const, proof, at: now };
  const scopes = scopesOf(intent, report, settings);
  const status = intent === "stop" ? ("opted_out" as const) : ("opted_in" as const);
  const events: NewConsentEvent[] = scopes.map((scope) => ({ ...base, ...scope, status }));
  await appendConsentEvents(tx, events);
  const kind = answerTo(intent, before, scopes);
  if (kind !== null) await leaveAnswer(tx, { inbound, person, settings, kind }, now);
}

/**
 * A switch in the app of the channel is about that channel. Switched on again it only takes back being switched off:
 * whoever said STOP stays away.
 */
async function obeyPreference(tx: Transaction, inbound: Inbound, person: PersonAddress, now: Date): Promise<void> {
  const { workspaceId, report, id } = inbound;
  const { contactId } = person;
  const scope = { channel: report.channel, topic: everything };
  const before = await currentConsent(tx, workspaceId, contactId);
  const has = (channel: string) =>
    before.some((row) => row.channel === channel && row.topic === everything && row.status === "opted_out");
  const isNews = report.preference === "stop" ? !has(report.channel) : has(report.channel) && !has(everything);
  if (!isNews) return;
  const status = report.preference === "stop" ? ("opted_out" as const) : ("opted_in" as const);
  const proof = { preference: String(report.preference), channel: report.channel, receipt: id };
  await appendConsentEvents(tx, [{ workspaceId, contactId, ...scope, status, source: "provider", proof, at: now }]);
}

/** STOP means everything. START means this channel, with every topic of the business. */
function scopesOf(intent: KeywordIntent, report: InboundReport, settings: WorkspaceSettings) {
  if (intent === "stop") return [globalScope];
  if (intent === "help") return [];
  const topics = settings.topics.map(({ key }) => ({ channel: everything, topic: key }));
  return [{ channel: report.channel, topic: everything }, ...topics];
}

/** A confirmation only confirms a change: who says STOP twice is not written to again. */
function answerTo(
  intent: KeywordIntent,
  before: readonly CurrentConsent[],
  scopes: readonly { channel: string; topic: string }[],
): AnswerKind | null {
  if (intent === "help") return "help";
  if (intent === "stop") {
    const hasLeft = before.some((row) => isGlobal(row) && row.status === "opted_out") && before.length === 1;
    return hasLeft ? null : "stop_confirmation";
  }
  return scopes.every((scope) => axisStatus(before, scope) === "opted_in") ? null : "start_confirmation";
}

/** The same answer is given at most once in the time it is good for, however often a person asks. */
async function leaveAnswer(
  tx: Transaction,
  { inbound, person, settings, kind }: Omit<Wish, "intent"> & { kind: AnswerKind },
  now: Date,
): Promise<void> {
  const { workspaceId, report, id } = inbound;
  if (!channels[report.channel].hasReplies) return;
  const since = new Date(now.getTime() - answerWithinSeconds * 1000);
  const recent = await tx.execute(sql`
    select 1 from answer where contact_id = ${person.contactId} and workspace_id = ${workspaceId} and kind = ${kind}
      and created_at > ${since.toISOString()}::timestamptz limit 1`);
  if (recent.length > 0) return;
  await tx
    .insert(answer)
    .values({
      ...{ id: uuidv7(), workspaceId, contactId: person.contactId, receiptId: id, addressId: person.addressId },
      ...{ channel: report.channel, sender: report.to, kind, locale: person.locale ?? settings.locale },
      ...{ state: "pending", createdAt: now, expiresAt: new Date(now.getTime() + answerWithinSeconds * 1000) },
    })
    .onConflictDoNothing();
}
