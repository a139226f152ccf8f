import { bigint, doublePrecision, index, pgTable, primaryKey, real, text, uuid } from "drizzle-orm/pg-core";
import type { ChannelId } from "@/lib/channels/ids";
import { moment } from "./columns";
import { contact } from "./contacts";
import { workspace } from "./identity";

const workspaceId = () =>
  uuid("workspace_id")
    .notNull()
    .references(() => workspace.id, { onDelete: "cascade" });

/**
 * What one person did with the messages of one channel. Narrow: a row per person and channel. Counts are of units that
 * grow by double every 90 days (see `db/queries/routing.ts`), so that older messages count less without a row ever being
 * written for it.
 */
export const routingHabit = pgTable(
  "routing_habit",
  {
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contact.id, { onDelete: "cascade" }),
    channel: text("channel").$type<ChannelId>().notNull(),
    workspaceId: workspaceId(),
    attempted: real("attempted").notNull(),
    delivered: real("delivered").notNull(),
    engaged: real("engaged").notNull(),
    /** Minutes from hand-over to delivery, summed up over what was delivered. */
    minutes: real("minutes").notNull(),
    lastEngagedAt: moment("last_engaged_at"),
  },
  (table) => [
    primaryKey({ columns: [table.contactId, table.channel] }),
    /** Adding up a workspace's segments. */
    index("routing_habit_workspace_idx").on(table.workspaceId),
  ],
);

/** The same of all people of a segment, added up anew from theirs. */
export const routingSegment = pgTable(
  "routing_segment",
  {
    workspaceId: workspaceId(),
    segment: text("segment").notNull(),
    channel: text("channel").$type<ChannelId>().notNull(),
    attempted: doublePrecision("attempted").notNull(),
    delivered: doublePrecision("delivered").notNull(),
    engaged: doublePrecision("engaged").notNull(),
    minutes: doublePrecision("minutes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.segment, table.channel] })],
);

/** How far the messages of a workspace are counted, and what was found in them. */
export const routingModel = pgTable("routing_model", {
  workspaceId: workspaceId().primaryKey(),
  /** Messages made up to this moment are counted, each once; null before the first count. */
  countedUntil: moment("counted_until"),
  /** How many that were. */
  countedMessages: bigint("counted_messages", { mode: "number" }).notNull().default(0),
  /** See `personWeight` in `lib/routing/model.ts`. */
  personWeight: doublePrecision("person_weight").notNull(),
  learnedAt: moment("learned_at"),
  /** When somebody asked for learning that is not done yet; null when nobody waits for it. */
  requestedAt: moment("requested_at"),
});
