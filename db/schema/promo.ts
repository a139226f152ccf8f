import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { campaign } from "./campaigns";
import { createdAt, idColumn, moment } from "./columns";
import { workspace } from "./identity";

/** A list of promo codes that was uploaded; everybody gets one of their own. */
export const promoPool = pgTable(
  "promo_pool",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("promo_pool_name_key").on(table.workspaceId, table.name)],
);

/** One code of a list, and who was given it. Once a message was made with it, it is never given again, whatever becomes of that. */
export const promoCode = pgTable(
  "promo_code",
  {
    poolId: uuid("pool_id")
      .notNull()
      .references(() => promoPool.id, { onDelete: "cascade" }),
    code: text("code").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    contactId: uuid("contact_id"),
    campaignId: uuid("campaign_id").references(() => campaign.id, { onDelete: "set null" }),
    /** The block of the message it was given for. */
    blockId: text("block_id"),
    /** Null while it is free. */
    assignedAt: moment("assigned_at"),
  },
  (table) => [
    primaryKey({ columns: [table.poolId, table.code] }),
    /** The next free codes of a list. */
    index("promo_code_free_idx").on(table.poolId, table.code).where(sql`assigned_at is null`),
    /** One code for each person, campaign and block; and finding them again. */
    uniqueIndex("promo_code_owner_key")
      .on(table.campaignId, table.contactId, table.blockId)
      .where(sql`assigned_at is not null`),
  ],
);
