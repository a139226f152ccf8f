import { date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ChannelId } from "@/lib/channels/ids";
import type { CostEstimate } from "@/lib/cost/estimate";
import type { Price, PriceSource } from "@/lib/cost/price";
import { campaign } from "./campaigns";
import { idColumn, moment } from "./columns";
import { workspace } from "./identity";

/** What one billed unit costs from a day on. Prices whose day has come are history and never change. */
export const price = pgTable(
  "price",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    channel: text("channel").$type<ChannelId>().notNull(),
    /** ISO 3166 alpha-2, or `*` for all others. */
    country: text("country").notNull(),
    billedAs: text("billed_as").notNull(),
    currency: text("currency").notNull(),
    micros: integer("micros").notNull(),
    /** In the workspace's time zone. */
    validFrom: date("valid_from", { mode: "string" }).notNull(),
    source: text("source").$type<PriceSource>().notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("price_key").on(table.workspaceId, table.channel, table.billedAs, table.country, table.validFrom),
  ],
);

/**
 * The price list as it was when the campaign was launched, of the channels it uses: what its messages are estimated at
 * does not change with the list. Apart from the campaign, whose row is read again and again.
 */
export const campaignPriceList = pgTable("campaign_price_list", {
  campaignId: uuid("campaign_id")
    .primaryKey()
    .references(() => campaign.id, { onDelete: "cascade" }),
  workspaceId: uuid("workspace_id").notNull(),
  prices: jsonb("prices").$type<Price[]>().notNull(),
});

/** What a campaign is going to cost, as it was last counted. */
export const costEstimate = pgTable(
  "cost_estimate",
  {
    campaignId: uuid("campaign_id")
      .primaryKey()
      .references(() => campaign.id, { onDelete: "cascade" }),
    workspaceId: uuid("workspace_id").notNull(),
    state: text("state").$type<"counting" | "ready" | "failed">().notNull(),
    requestedAt: moment("requested_at").notNull(),
    /** What `result` rests on: when this changes, it is out of date. */
    basis: text("basis"),
    result: jsonb("result").$type<CostEstimate>(),
    countedAt: moment("counted_at"),
  },
  (table) => [index("cost_estimate_workspace_idx").on(table.workspaceId)],
);
