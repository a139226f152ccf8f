import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AddressKind } from "@/lib/channels/contract";
import type { ConsentStatus } from "@/lib/consent/schema";
import { createdAt, idColumn, moment } from "./columns";
import { workspace } from "./identity";

const workspaceId = () =>
  uuid("workspace_id")
    .notNull()
    .references(() => workspace.id, { onDelete: "cascade" });

export const contact = pgTable(
  "contact",
  {
    id: idColumn(),
    workspaceId: workspaceId(),
    /** The business's own key, unique in the workspace when given. */
    externalId: text("external_id"),
    firstName: text("first_name"),
    lastName: text("last_name"),
    email: text("email"),
    /** BCP 47. */
    locale: text("locale"),
    /** ISO 3166 alpha-2. */
    country: text("country"),
    /** IANA name. */
    timeZone: text("time_zone"),
    attributes: jsonb("attributes").$type<Record<string, string | number | boolean>>().notNull().default({}),
    /** In order of wish; empty when the person never said. */
    preferredChannels: text("preferred_channels").array().notNull().default(sql`'{}'`),
    pausedUntil: moment("paused_until"),
    erasedAt: moment("erased_at"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().default(sql`now()`),
  },
  (table) => [
    uniqueIndex("contact_external_id_key").on(table.workspaceId, table.externalId),
    /** An audience, slice by slice. */
    index("contact_workspace_id_idx").on(table.workspaceId, table.id),
    index("contact_workspace_created_idx").on(table.workspaceId, table.createdAt, table.id),
  ],
);

/** A way to reach a contact. A phone serves SMS, MMS, RCS and WhatsApp alike. */
export const address = pgTable(
  "address",
  {
    id: idColumn(),
    workspaceId: workspaceId(),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contact.id, { onDelete: "cascade" }),
    kind: text("kind").$type<AddressKind>().notNull(),
    /** E.164 digits without "+", a page-scoped id, or a push endpoint. */
    value: text("value").notNull(),
    /** Push keys `{p256dh, auth}` and platform; empty otherwise. */
    detail: jsonb("detail").$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("address_value_key").on(table.workspaceId, table.kind, table.value),
    index("address_contact_idx").on(table.contactId, table.kind),
  ],
);

/** What was learned about one address on one channel: can it be reached, and when did the person last write. */
export const reachability = pgTable(
  "reachability",
  {
    addressId: uuid("address_id")
      .notNull()
      .references(() => address.id, { onDelete: "cascade" }),
    channel: text("channel").notNull(),
    /** No foreign key: it goes with its address, and the workspace's row would be locked for each report. */
    workspaceId: uuid("workspace_id").notNull(),
    /** Null while unknown. */
    reachable: boolean("reachable"),
    learnedAt: moment("learned_at"),
    /** Error code or source that taught us. */
    learnedFrom: text("learned_from"),
    /** The channel takes no more messages to this address until then: too many today, or nothing left to receive with. */
    blockedUntil: moment("blocked_until"),
    /** The person's last message to us on this channel: opens the conversation window. */
    lastInboundAt: moment("last_inbound_at"),
  },
  (table) => [primaryKey({ columns: [table.addressId, table.channel] })],
);

/**
 * The ledger: what a person agreed to or withdrew, with the words shown and the proof. Append-only (a trigger
 * refuses UPDATE and DELETE). `channel` and `topic` are `*` for all.
 */
export const consentEvent = pgTable(
  "consent_event",
  {
    id: idColumn(),
    /** Total order of the ledger. */
    sequence: bigint("sequence", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    channel: text("channel").notNull(),
    topic: text("topic").notNull(),
    status: text("status").$type<ConsentStatus>().notNull(),
    /** import, keyword, preference_page, api, provider, demo, user. */
    source: text("source").notNull(),
    /** The words shown or received, the file and row, the page; never more than is needed as proof. */
    proof: jsonb("proof").$type<Record<string, string>>().notNull().default({}),
    at: moment("at").notNull(),
  },
  (table) => [index("consent_event_contact_idx").on(table.contactId, table.sequence)],
);

/** Current state, derived from the ledger by `lib/consent`. One row per contact and scope. */
export const consent = pgTable(
  "consent",
  {
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contact.id, { onDelete: "cascade" }),
    channel: text("channel").notNull(),
    topic: text("topic").notNull(),
    workspaceId: workspaceId(),
    status: text("status").$type<ConsentStatus>().notNull(),
    at: moment("at").notNull(),
    eventId: uuid("event_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.channel, table.topic] })],
);

export const contactList = pgTable(
  "contact_list",
  {
    id: idColumn(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("contact_list_name_key").on(table.workspaceId, table.name)],
);

export const contactListMember = pgTable(
  "contact_list_member",
  {
    listId: uuid("list_id")
      .notNull()
      .references(() => contactList.id, { onDelete: "cascade" }),
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contact.id, { onDelete: "cascade" }),
    workspaceId: workspaceId(),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.contactId] }),
    index("contact_list_member_contact_idx").on(table.contactId),
  ],
);

/** A contact file being read. States: uploaded, running, finished, failed. */
export const contactImport = pgTable("contact_import", {
  id: idColumn(),
  workspaceId: workspaceId(),
  userId: uuid("user_id").notNull(),
  fileName: text("file_name").notNull(),
  blobHash: text("blob_hash").notNull(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  state: text("state").$type<"uploaded" | "running" | "finished" | "failed">().notNull(),
  /** Encoding, delimiter, header and sample found in the file. */
  detected: jsonb("detected").$type<Record<string, unknown>>().notNull(),
  /** Columns to fields, default country, list, consent wording; null until confirmed. */
  mapping: jsonb("mapping").$type<Record<string, unknown>>(),
  listId: uuid("list_id"),
  rowsRead: integer("rows_read").notNull().default(0),
  rowsTotal: integer("rows_total"),
  created: integer("created_count").notNull().default(0),
  updated: integer("updated_count").notNull().default(0),
  duplicates: integer("duplicate_count").notNull().default(0),
  rejected: integer("rejected_count").notNull().default(0),
  /** The sentence shown when the whole file failed. */
  failure: text("failure"),
  createdAt: createdAt(),
  finishedAt: moment("finished_at"),
});

export const contactImportRejection = pgTable(
  "contact_import_rejection",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => contactImport.id, { onDelete: "cascade" }),
    rowNumber: integer("row_number").notNull(),
    workspaceId: workspaceId(),
    reason: text("reason").notNull(),
    cells: jsonb("cells").$type<string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })],
);
