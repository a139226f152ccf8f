import { bigint, boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ProductRelation } from "@/lib/catalogue/product";
import { moment } from "./columns";
import { contact } from "./contacts";
import { workspace } from "./identity";
import { media } from "./media";

/** What the business sells, as far as messages speak of it. */
export const product = pgTable(
  "product",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    /** The business's own key. */
    sku: text("sku").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    /** In the currency's smallest unit; null where no price is shown. */
    priceMinor: bigint("price_minor", { mode: "number" }),
    /** ISO 4217. */
    currency: text("currency").notNull(),
    url: text("url").notNull(),
    imageUrl: text("image_url"),
    mediaId: uuid("media_id").references(() => media.id, { onDelete: "set null" }),
    /** What is sold out is in no message. */
    available: boolean("available").notNull().default(true),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.sku] })],
);

/**
 * What a person last did with a product: the latest of each relation. The sku need not be in the catalogue: it may come
 * into it later, or leave it.
 */
export const contactProduct = pgTable(
  "contact_product",
  {
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contact.id, { onDelete: "cascade" }),
    relation: text("relation").$type<ProductRelation>().notNull(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    sku: text("sku").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contactId, table.relation] }),
    index("contact_product_sku_idx").on(table.workspaceId, table.sku),
  ],
);
