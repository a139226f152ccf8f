import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Audience } from "@/lib/audience/rule";
import type { CampaignRules } from "@/lib/campaign/rules";
import type { ArmKey, CampaignState, DeliveryState, RecipientState, Schedule } from "@/lib/campaign/schema";
import type { TemplateState } from "@/lib/campaign/template-state";
import type { ChannelId } from "@/lib/channels/ids";
import type { Ladder } from "@/lib/ladder/schema";
import type { MachineReason } from "@/lib/links/machine-reason";
import type { Message } from "@/lib/message/schema";
import type { RouteRecord } from "@/lib/routing/route-record";
import { createdAt, idColumn, moment } from "./columns";
import { workspace } from "./identity";

export const campaign = pgTable(
  "campaign",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    state: text("state").$type<CampaignState>().notNull().default("draft"),
    topic: text("topic").notNull(),
    audience: jsonb("audience").$type<Audience>().notNull(),
    ladder: jsonb("ladder").$type<Ladder>().notNull(),
    schedule: jsonb("schedule").$type<Schedule>().notNull(),
    holdoutPercent: doublePrecision("holdout_percent").notNull().default(0),
    /** As stored; `campaignRulesSchema` fills in what an older campaign did not know. */
    rules: jsonb("rules").$type<Partial<CampaignRules>>().notNull().default({}),
    /** Salt of the assignment, drawn when the campaign is made, so that nobody can choose who gets which arm. */
    assignmentSalt: text("assignment_salt").notNull(),
    /** Raised by every saved change; a save that names an older one is refused with both versions kept. */
    revision: integer("revision").notNull().default(1),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().default(sql`now()`),
    launchRequestedAt: moment("launch_requested_at"),
    /** Set when the snapshot of the audience is complete. Whoever is in it before may have got their message already. */
    launchedAt: moment("launched_at"),
    scheduledAt: moment("scheduled_at"),
    finishedAt: moment("finished_at"),
    /** Nothing of this campaign is sent after this moment. */
    expiresAt: moment("expires_at"),
    recipientCount: integer("recipient_count"),
    /** Until when a worker waits for a sender that may send only so much: nobody has to be called before. */
    workerUntil: moment("worker_until"),
  },
  (table) => [
    index("campaign_workspace_idx").on(table.workspaceId, table.updatedAt),
    index("campaign_scheduled_idx").on(table.scheduledAt).where(sql`state = 'scheduled'`),
    index("campaign_running_idx").on(table.state).where(sql`state in ('sending', 'paused')`),
  ],
);

/** A variant of the message. A campaign without a test has one arm, A. */
export const arm = pgTable(
  "arm",
  {
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaign.id, { onDelete: "cascade" }),
    key: text("key").$type<ArmKey>().notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    name: text("name").notNull(),
    /** Share of the people who are not held out; the arms of a campaign add up to 100. */
    weightPercent: doublePrecision("weight_percent").notNull(),
    message: jsonb("message").$type<Message>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.key] })],
);

/**
 * A contact in one campaign. Narrow: it grows with every send. No foreign key to the campaign, here and in the two tables
 * below: checking one for each of a million people takes as long as all the rest. A trigger removes them with it.
 */
export const recipient = pgTable(
  "recipient",
  {
    campaignId: uuid("campaign_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    /** Null when held out. */
    armKey: text("arm_key").$type<ArmKey>(),
    state: text("state").$type<RecipientState>().notNull(),
    /** Index of the current rung. */
    rung: smallint("rung").notNull().default(0),
    /**
     * When the ladder must look at this person again; null when there is nothing to wait for. Whoever is active then is
     * looked at at once, however much is still to be heard: their message is known to have failed.
     */
    nextActionAt: moment("next_action_at"),
    /** Typed reason of the state, such as `no_consent` or `success_delivered`. */
    reason: text("reason"),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.contactId] }),
    /** The ladder sweep, and whether anybody is left. */
    index("recipient_due_idx").on(table.campaignId, table.nextActionAt).where(sql`state = 'active'`),
    /** Whom to decide about next; those who wait for a later moment stand at the end and are never walked through. */
    index("recipient_decidable_idx")
      .on(table.campaignId, sql`coalesce(next_action_at, timestamptz '-infinity')`, table.contactId)
      .where(sql`state = 'pending'`),
    /** Opting out: everything still moving for one person. */
    index("recipient_contact_idx").on(table.contactId).where(sql`state in ('pending', 'active')`),
    /** Report: people by the state they ended in. Those who still move stand in the two above. */
    index("recipient_ended_idx")
      .on(table.campaignId, table.state, table.contactId)
      .where(sql`state not in ('pending', 'active')`),
  ],
);

/**
 * One attempt to send one rung to one recipient on one channel. No index knows the state itself, only whether it is open:
 * so that what receipts bring later is written beside the old row, in the half of each page that is kept free for it, and
 * touches no index at all.
 */
export const delivery = pgTable(
  "delivery",
  {
    /** Deterministic from campaign, contact and rung: the same step can never exist twice. Also the client_ref. */
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    rung: smallint("rung").notNull(),
    armKey: text("arm_key").$type<ArmKey>().notNull(),
    channel: text("channel").$type<ChannelId>().notNull(),
    addressId: uuid("address_id").notNull(),
    state: text("state").$type<DeliveryState>().notNull(),
    /** Not with a provider yet, or nobody knows. Queries name it beside the states, for the index. */
    isOpen: boolean("is_open").generatedAlwaysAs(sql`state in ('pending', 'sending', 'unknown')`),
    attempts: smallint("attempts").notNull().default(0),
    /** How many of the attempts a worker did not live to hear the answer to, and silence proved that it was not taken. */
    unanswered: smallint("unanswered").notNull().default(0),
    /** While `sending`: when another worker may conclude that this one died. */
    leaseUntil: moment("lease_until"),
    /** Not before this moment (retry with back-off); null for at once. */
    notBefore: moment("not_before"),
    /** How long the decision to send it holds: then quiet hours begin or the campaign is over. Null for ever. */
    goodUntil: moment("good_until"),
    /** What was promised to it of a budget; null where there is none. */
    reservedMicros: integer("reserved_micros"),
    providerMessageId: text("provider_message_id"),
    errorCode: text("error_code"),
    billedUnits: smallint("billed_units"),
    /** By the price list on the day of the hand-over; null when it said nothing, 0 for what is free. */
    estimatedMicros: integer("estimated_micros"),
    estimatedCurrency: text("estimated_currency"),
    /** What the provider says it billed; null while it has not said. */
    costMicros: integer("cost_micros"),
    costCurrency: text("cost_currency"),
    createdAt: moment("created_at").notNull(),
    acceptedAt: moment("accepted_at"),
    deliveredAt: moment("delivered_at"),
    readAt: moment("read_at"),
    failedAt: moment("failed_at"),
    engagedAt: moment("engaged_at"),
    /**
     * What came of calling it back because the next rung took over. `wanted`: to be asked for; `revoked`: it will not
     * arrive; `refused`: the provider could not; `delivered_first`: the phone was faster; `not_needed`: it had failed.
     */
    revokeOutcome: text("revoke_outcome").$type<"wanted" | "revoked" | "refused" | "delivered_first" | "not_needed">(),
    /** When that was known; while `wanted`: until when a worker is asking. */
    revokeAt: moment("revoke_at"),
  },
  (table) => [
    /** Also a person's timeline, the last message before a reply, and what counts towards their limits. */
    uniqueIndex("delivery_person_step_key").on(table.contactId, table.campaignId, table.rung),
    /** Claiming what waits to be sent. */
    index("delivery_open_idx").on(table.campaignId, table.id).where(sql`is_open`),
    /** Leases that ran out and fates that stayed open, of all campaigns: a few rows at any time. */
    index("delivery_lease_idx").on(table.leaseUntil).where(sql`lease_until is not null`),
    /** What is to be called back. */
    index("delivery_revoke_idx").on(table.revokeAt).where(sql`revoke_outcome = 'wanted'`),
    /** A receipt that names only the provider's id. */
    index("delivery_provider_idx").on(table.providerMessageId).where(sql`provider_message_id is not null`),
    /**
     * All messages of a campaign or a day. Of blocks, not rows: messages are made in the order of time, and those of a
     * campaign lie together.
     */
    index("delivery_blocks_idx").using("brin", table.campaignId, table.createdAt),
    /** Operations: what failed within the last hours. */
    index("delivery_failed_idx").on(table.workspaceId, table.failedAt).where(sql`failed_at is not null`),
  ],
);

/** Why a rung was sent on this channel, or not sent at all. The sentence is rendered from this record by `lib/routing`. */
export const decision = pgTable(
  "decision",
  {
    campaignId: uuid("campaign_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    rung: smallint("rung").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    chosen: text("chosen").$type<ChannelId>(),
    rule: text("rule").notNull(),
    /** Per channel looked at: the first gate that refused it, or null. */
    gates: jsonb("gates").$type<{ channel: ChannelId; refused: string | null; until?: string }[]>().notNull(),
    /** The numbers by which one of several channels was chosen; null where there was nothing to compare. */
    record: jsonb("record").$type<RouteRecord>(),
    decidedAt: moment("decided_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.contactId, table.rung] })],
);

/** What a provider posted, raw and once. What nobody has applied yet stands in `receipt_waiting` as well. */
export const receipt = pgTable(
  "receipt",
  {
    id: idColumn(),
    provider: text("provider").notNull(),
    kind: text("kind").$type<"status" | "inbound">().notNull(),
    /** Same event, same key, however often it is posted. */
    dedupeKey: text("dedupe_key").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    body: jsonb("body").$type<Record<string, unknown>>().notNull(),
    receivedAt: moment("received_at").notNull(),
    /** Why nothing came of it: no_such_message, no_such_contact, unreadable. Null for all others, waiting or applied. */
    outcome: text("outcome"),
  },
  (table) => [
    uniqueIndex("receipt_dedupe_key").on(table.dedupeKey),
    /** Forgetting old ones. Receipts lie in the order they came, so a few pages of summary do for millions. */
    index("receipt_age_idx").using("brin", table.receivedAt),
  ],
);

/**
 * The receipts that nobody has applied: written with the receipt, deleted by whoever applies it. Narrow and short-lived,
 * so that what is wide is written once and never again.
 */
export const receiptWaiting = pgTable(
  "receipt_waiting",
  {
    receiptId: uuid("receipt_id").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    kind: text("kind").$type<"status" | "inbound">().notNull(),
    /** Looked at in vain: not before this moment again. Never looked at: since ever, whatever the clocks of others say. */
    notBefore: moment("not_before").notNull().default(sql`'-infinity'`),
    receivedAt: moment("received_at").notNull(),
  },
  // In the order they are taken: new ones as they came (ids are ordered by time), then what is due again. What is put
  // off lies behind all of that, and nobody walks through it.
  (table) => [primaryKey({ columns: [table.kind, table.notBefore, table.receiptId] })],
);

/** What a person did with a message. */
export const engagement = pgTable(
  "engagement",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    campaignId: uuid("campaign_id"),
    contactId: uuid("contact_id").notNull(),
    deliveryId: uuid("delivery_id"),
    kind: text("kind").$type<"click" | "tap" | "reply" | "opt_out" | "conversion" | "dismiss">().notNull(),
    channel: text("channel").$type<ChannelId>(),
    /** The button or link key. */
    target: text("target"),
    isBot: boolean("is_bot").notNull().default(false),
    /** Why it counts for no person; null for people. */
    botReason: text("bot_reason").$type<MachineReason>(),
    dedupeKey: text("dedupe_key").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    uniqueIndex("engagement_dedupe_key").on(table.dedupeKey),
    index("engagement_campaign_idx").on(table.campaignId, table.kind, table.at),
    index("engagement_contact_idx").on(table.contactId, table.at),
  ],
);

/** A link that was opened, raw: it waits a few seconds until it can be told from a scanner's sweep, and is gone then. */
export const linkOpening = pgTable(
  "link_opening",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    deliveryId: uuid("delivery_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    channel: text("channel").$type<ChannelId>().notNull(),
    linkIndex: smallint("link_index").notNull(),
    /** The link key. */
    target: text("target").notNull(),
    /** Different links in the message as this person got it. */
    linksInMessage: smallint("links_in_message").notNull(),
    /** Known at once to be no person. */
    machine: text("machine").$type<MachineReason>(),
    at: moment("at").notNull(),
  },
  (table) => [index("link_opening_delivery_idx").on(table.deliveryId)],
);

/** How much of a film or a recording one person has played, per message: grows only, whatever order reports come in. */
export const mediaWatch = pgTable(
  "media_watch",
  {
    deliveryId: uuid("delivery_id").notNull(),
    mediaId: uuid("media_id").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaign.id, { onDelete: "cascade" }),
    /** Twenty bits: the n-th is set when the n-th twentieth was played. */
    playedParts: integer("played_parts").notNull(),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.deliveryId, table.mediaId] }),
    /** Report: the films of a campaign. */
    index("media_watch_campaign_idx").on(table.campaignId, table.mediaId),
  ],
);

/** Counts per minute for charts, added to in the same transaction as the change they count. */
export const rollup = pgTable(
  "rollup",
  {
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaign.id, { onDelete: "cascade" }),
    minute: moment("minute").notNull(),
    armKey: text("arm_key").$type<ArmKey>().notNull(),
    rung: smallint("rung").notNull(),
    channel: text("channel").$type<ChannelId>().notNull(),
    /** See `lib/analytics/metrics.ts`. */
    metric: text("metric").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.minute, table.armKey, table.rung, table.channel, table.metric] }),
  ],
);

/** A template a provider must know before it accepts a request that names it. */
export const providerTemplate = pgTable(
  "provider_template",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    channel: text("channel").$type<ChannelId>().notNull(),
    name: text("name").notNull(),
    language: text("language").notNull(),
    definition: jsonb("definition").$type<Record<string, unknown>>().notNull(),
    state: text("state").$type<TemplateState>().notNull(),
    /** As approved, which may differ from what was asked for; null while nobody decided. */
    category: text("category").$type<"MARKETING" | "UTILITY">(),
    quality: text("quality").$type<"high" | "medium" | "low">(),
    /** Why it was rejected, paused or disabled. */
    reason: text("reason"),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.channel, table.name, table.language] })],
);
