import { pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";
import { workspace } from "./identity";

/** What a workspace's shop proves itself with when it reports conversions. Only the SHA-256 of the key is kept. */
export const conversionKey = pgTable(
  "conversion_key",
  {
    workspaceId: uuid("workspace_id")
      .primaryKey()
      .references(() => workspace.id, { onDelete: "cascade" }),
    keyHash: text("key_hash").notNull(),
    madeAt: moment("made_at").notNull(),
  },
  (table) => [uniqueIndex("conversion_key_hash_key").on(table.keyHash)],
);
