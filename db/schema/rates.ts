import { doublePrecision, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * How much each account at a provider may still be asked, and how much each sender that carriers limit may still send,
 * over all workers and workspaces: the provider counts by account, carriers by sender. `lib/sending` reckons with it.
 */
export const accountRate = pgTable("account_rate", {
  account: text("account").primaryKey(),
  tokens: doublePrecision("tokens").notNull(),
  filledAt: moment("filled_at").notNull(),
  heldUntil: moment("held_until"),
  /** The day of the count beside it; null for what nobody counts by the day. */
  day: text("day"),
  usedInDay: integer("used_in_day").notNull().default(0),
});
