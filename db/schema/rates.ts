import { doublePrecision, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * How much each account at a provider may still be asked, over all workers and workspaces: the provider counts by
 * account. `lib/sending` reckons with it.
 */
export const accountRate = pgTable("account_rate", {
  account: text("account").primaryKey(),
  tokens: doublePrecision("tokens").notNull(),
  filledAt: moment("filled_at").notNull(),
  heldUntil: moment("held_until"),
});
