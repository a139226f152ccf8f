import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgSchema, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { CarriedState } from "@/lib/sandbox/advance-message";
import { idColumn, moment } from "./columns";

/**
 * The sandbox carrier's own memory. It plays the outside world, so it knows no table of the app:
 * only numbers, ids and the requests it was given.
 */
export const sandboxSchema = pgSchema("sandbox");

/** A virtual handset, named by the number or page-scoped id messages are sent to. Made at first contact. */
export const sandboxPhone = sandboxSchema.table("phone", {
  number: text("number").primaryKey(),
  /** "ios" or "android". */
  platform: text("platform").$type<"ios" | "android">().notNull().default("android"),
  online: boolean("online").notNull().default(true),
  rcs: boolean("rcs").notNull().default(true),
  whatsapp: boolean("whatsapp").notNull().default(true),
  messenger: boolean("messenger").notNull().default(true),
  push: boolean("push").notNull().default(true),
  /** Null: moved by hand. Otherwise the seed of a simulated person, who reads, taps, answers and stops by themselves. */
  personSeed: text("person_seed"),
  updatedAt: moment("updated_at").notNull(),
});

/** A message the carrier took (direction out) or a person wrote (direction in). */
export const sandboxMessage = sandboxSchema.table(
  "message",
  {
    /** The message_uuid answered to the sender. */
    id: uuid("id").primaryKey(),
    /** Whose message it is, taken from where callbacks go: one business never sees another's, even to the same number. */
    account: text("account").notNull(),
    direction: text("direction").$type<"out" | "in">().notNull(),
    channel: text("channel").notNull(),
    number: text("number").notNull(),
    sender: text("sender").notNull(),
    clientRef: text("client_ref"),
    /** The request as posted, or what the person sent. */
    body: jsonb("body").$type<Record<string, unknown>>().notNull(),
    /** received: written by a person. closed: a notification wiped away. */
    state: text("state").$type<CarriedState | "received" | "closed">().notNull(),
    /** Why it was rejected. */
    errorCode: integer("error_code"),
    statusUrl: text("status_url"),
    createdAt: moment("created_at").notNull(),
    deliveredAt: moment("delivered_at"),
    readAt: moment("read_at"),
  },
  (table) => [
    /** A phone's threads. */
    index("sandbox_message_number_idx").on(table.account, table.number, table.createdAt),
    /** Phones with the newest message first. */
    index("sandbox_message_recent_idx").on(table.account, table.createdAt),
    /** What a phone gets when it comes back online. */
    index("sandbox_message_waiting_idx").on(table.number).where(sql`state = 'submitted'`),
    /** Forgetting old ones. */
    index("sandbox_message_age_idx").on(table.createdAt),
  ],
);

/**
 * Something the carrier will do at a moment: change a message, or post a callback, retried as the real one retries.
 * While one is worked on, `due_at` lies ahead: it comes back by itself when the worker dies.
 */
export const sandboxEvent = sandboxSchema.table(
  "event",
  {
    id: idColumn(),
    messageId: uuid("message_id").notNull(),
    kind: text("kind").notNull(),
    dueAt: moment("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [index("sandbox_event_due_idx").on(table.dueAt)],
);

/** A number that told a sender to stop: the carrier refuses with 1240. */
export const sandboxStop = sandboxSchema.table(
  "stop",
  {
    account: text("account").notNull(),
    number: text("number").notNull(),
    sender: text("sender").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.number, table.sender] })],
);

/** The last message of a person to a sender: opens the 24 h window. */
export const sandboxConversation = sandboxSchema.table(
  "conversation",
  {
    account: text("account").notNull(),
    number: text("number").notNull(),
    sender: text("sender").notNull(),
    channel: text("channel").notNull(),
    lastInboundAt: moment("last_inbound_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.number, table.sender, table.channel] })],
);

/** Message templates the carrier knows. */
export const sandboxTemplate = sandboxSchema.table(
  "template",
  {
    name: text("name").notNull(),
    language: text("language").notNull(),
    definition: jsonb("definition").$type<Record<string, unknown>>().notNull(),
    state: text("state").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.language] })],
);

/** The push service's side of a subscription: the keys a browser would hold, to prove what arrived by decrypting it. */
export const sandboxPushSubscription = sandboxSchema.table("push_subscription", {
  id: uuid("id").primaryKey(),
  account: text("account").notNull(),
  number: text("number").notNull(),
  publicKey: text("public_key").notNull(),
  privateKey: text("private_key").notNull(),
  auth: text("auth").notNull(),
  gone: boolean("gone").notNull().default(false),
});
