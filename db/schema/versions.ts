import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ArmKey } from "@/lib/campaign/schema";
import type { Message } from "@/lib/message/schema";
import type { VersionKind } from "@/lib/message/version";
import { campaign } from "./campaigns";
import { idColumn, moment } from "./columns";

/**
 * What a variant of a message has been. The newest row of a variant is what it is now, once anything was saved; what a
 * save is about to replace is here before it is replaced.
 */
export const messageVersion = pgTable(
  "message_version",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaign.id, { onDelete: "cascade" }),
    armKey: text("arm_key").$type<ArmKey>().notNull(),
    kind: text("kind").$type<VersionKind>().notNull(),
    /** Given by a person, or by the launch; one with a name is kept for ever. */
    name: text("name"),
    message: jsonb("message").$type<Message>().notNull(),
    /** Null for what was there before anybody saved. */
    savedBy: uuid("saved_by"),
    /** The first and the last of the saves that make this version. */
    startedAt: moment("started_at").notNull(),
    savedAt: moment("saved_at").notNull(),
    /** The open composer that saved it, and its how manyth save that was: tells a repeated save from somebody else's. */
    session: text("session"),
    sessionSave: integer("session_save"),
    restoredFrom: uuid("restored_from"),
  },
  (table) => [index("message_version_arm_idx").on(table.campaignId, table.armKey, table.savedAt, table.id)],
);
