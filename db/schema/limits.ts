import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

/**
 * Money spent or promised under one budget: of a campaign (`period` is empty), or of a workspace in a month of its own
 * calendar ("2026-11"). Only what has a budget has a row.
 */
export const budget = pgTable(
  "budget",
  {
    /** The campaign, or the workspace. */
    scopeId: uuid("scope_id").notNull(),
    period: text("period").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    committedMicros: bigint("committed_micros", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.scopeId, table.period] })],
);

/**
 * Money that is free again, since the delivery it was promised to will never cost it. A trigger on `delivery` adds rows,
 * whoever ends a delivery and why; the next batch under the budget takes them in. Apart from the budget, so that nobody
 * waits for its row.
 */
export const budgetRelease = pgTable(
  "budget_release",
  {
    scopeId: uuid("scope_id").notNull(),
    period: text("period").notNull(),
    micros: integer("micros").notNull(),
  },
  (table) => [index("budget_release_scope_idx").on(table.scopeId, table.period)],
);
