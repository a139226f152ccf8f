import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ChannelId } from "@/lib/channels/ids";
import type { AnswerKind, AnswerState } from "@/lib/consent/answer";
import { idColumn, moment } from "./columns";

/**
 * What the app itself answers to STOP, HELP and START. Made in the transaction that applies what the person wrote,
 * handed over at most once: a row left `sending` by a crash is never tried again.
 */
export const answer = pgTable(
  "answer",
  {
    /** Also the client_ref. */
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    /** The inbound message it answers: one answer each. */
    receiptId: uuid("receipt_id").notNull(),
    addressId: uuid("address_id").notNull(),
    channel: text("channel").$type<ChannelId>().notNull(),
    /** The sender the person wrote to, which is also the one that answers. */
    sender: text("sender").notNull(),
    kind: text("kind").$type<AnswerKind>().notNull(),
    locale: text("locale").notNull(),
    state: text("state").$type<AnswerState>().notNull(),
    errorCode: text("error_code"),
    createdAt: moment("created_at").notNull(),
    /** A confirmation after this moment would be a message nobody asked for. */
    expiresAt: moment("expires_at").notNull(),
    /** When it was sent or given up; of a pending one: when it was last tried in vain. */
    settledAt: moment("settled_at"),
  },
  (table) => [
    uniqueIndex("answer_receipt_key").on(table.receiptId),
    index("answer_waiting_idx").on(table.createdAt).where(sql`state = 'pending'`),
  ],
);
