import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Ladder } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";
import { createdAt, idColumn, moment } from "./columns";
import { workspace } from "./identity";

/** A message a workspace keeps to start from. Copied into a campaign, never linked: changing one changes no campaign. */
export const messageTemplate = pgTable(
  "message_template",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    message: jsonb("message").$type<Message>().notNull(),
    ladder: jsonb("ladder").$type<Ladder>(),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [index("message_template_workspace_idx").on(table.workspaceId, table.updatedAt)],
);
