import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ArmKey, DeliveryState } from "@/lib/campaign/schema";
import type { ChannelId } from "@/lib/channels/ids";
import type { Message } from "@/lib/message/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";
import { campaign } from "./campaigns";
import { idColumn, moment } from "./columns";
import { address } from "./contacts";
import { workspace } from "./identity";

/**
 * A number that members may send tests to, because somebody who holds the phone typed in the code sent to it. The
 * number itself stands with the contact it belongs to.
 */
export const testNumber = pgTable(
  "test_number",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    label: text("label").notNull(),
    addressId: uuid("address_id")
      .notNull()
      .references(() => address.id, { onDelete: "cascade" }),
    /** Whether the contact was made for this entry, and may go with it while nobody has confirmed it. */
    madeContact: boolean("made_contact").notNull(),
    /** Where the code was sent: one read off a virtual phone proves nothing about a real one. */
    carrier: text("carrier").$type<WorkspaceSettings["carrier"]>().notNull(),
    /** Set while a code waits to be sent. */
    codeWantedAt: moment("code_wanted_at"),
    /** Keyed hash of the code; null while there is none. */
    codeHash: text("code_hash"),
    codeExpiresAt: moment("code_expires_at"),
    codeTries: smallint("code_tries").notNull().default(0),
    codeSentAt: moment("code_sent_at"),
    codeError: text("code_error"),
    verifiedAt: moment("verified_at"),
    createdBy: uuid("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [uniqueIndex("test_number_address_key").on(table.workspaceId, table.addressId)],
);

/**
 * A message sent to look at it. Apart from deliveries, so that no report, cap or cost can count one by mistake. Handed
 * over at most once: a row left `sending` by a crash is never tried again, only settled by its receipt.
 */
export const testSend = pgTable(
  "test_send",
  {
    /** Also the client_ref. */
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaign.id, { onDelete: "cascade" }),
    armKey: text("arm_key").$type<ArmKey>().notNull(),
    /** Drawn by the dialog: the same press repeated is the same request. */
    requestId: uuid("request_id").notNull(),
    /** Which one of its request. */
    place: smallint("place").notNull(),
    /** The document as it was on the screen. */
    message: jsonb("message").$type<Message>().notNull(),
    /** Whose data fills it in; null for the sample person. */
    asContactId: uuid("as_contact_id"),
    channel: text("channel").$type<ChannelId>().notNull(),
    carrier: text("carrier").$type<WorkspaceSettings["carrier"]>().notNull(),
    /** Who gets it; null when that person was not found. */
    contactId: uuid("contact_id"),
    addressId: uuid("address_id"),
    state: text("state").$type<DeliveryState>().notNull(),
    leaseUntil: moment("lease_until"),
    providerMessageId: text("provider_message_id"),
    errorCode: text("error_code"),
    /** The sentence for it, where the code alone does not tell. */
    errorText: text("error_text"),
    sentBy: uuid("sent_by").notNull(),
    createdAt: moment("created_at").notNull(),
    acceptedAt: moment("accepted_at"),
    deliveredAt: moment("delivered_at"),
    readAt: moment("read_at"),
    failedAt: moment("failed_at"),
    /** When a link of it was first followed. */
    openedAt: moment("opened_at"),
  },
  (table) => [
    uniqueIndex("test_send_request_key").on(table.workspaceId, table.requestId, table.place),
    index("test_send_campaign_idx").on(table.workspaceId, table.campaignId, table.createdAt),
    index("test_send_sender_idx").on(table.sentBy, table.createdAt),
    /** The last message before a reply. */
    index("test_send_contact_idx").on(table.contactId, table.createdAt),
    index("test_send_provider_idx").on(table.providerMessageId).where(sql`provider_message_id is not null`),
  ],
);
