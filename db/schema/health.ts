import { bigint, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import type { ChannelId } from "@/lib/channels/ids";
import type { ProviderAccount } from "@/lib/health/account-of";
import type { Circuit } from "@/lib/health/circuit";
import { idColumn, moment } from "./columns";
import { workspace } from "./identity";

const total = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/**
 * How a provider answers one workspace on one channel, and whether its circuit is open. Shared by all workers; written
 * about once a second by each that sends, never once a message.
 */
export const providerHealth = pgTable(
  "provider_health",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    account: text("account").$type<ProviderAccount>().notNull(),
    channel: text("channel").$type<ChannelId>().notNull(),
    state: text("state").$type<Circuit["state"]>().notNull(),
    cause: text("cause").$type<Circuit["cause"]>(),
    failingPercent: smallint("failing_percent"),
    until: moment("until"),
    openings: smallint("openings").notNull(),
    closedAt: moment("closed_at"),
    recent: jsonb("recent").$type<Circuit["recent"]>().notNull(),
    /** The provider's code of the last failure; never what it said about a message. */
    lastCode: text("last_code"),
    /** All answers there ever were, by class. */
    accepted: total("accepted"),
    refused: total("refused"),
    transient: total("transient"),
    throttled: total("throttled"),
    accountRefused: total("account_refused"),
    noAnswer: total("no_answer"),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.account, table.channel] })],
);

/** A process at work and how it feels. Its row is renewed every few seconds, and goes when it has long been silent. */
export const processBeat = pgTable(
  "process_beat",
  {
    id: idColumn(),
    kind: text("kind").$type<"worker">().notNull(),
    startedAt: moment("started_at").notNull(),
    beatAt: moment("beat_at").notNull(),
    cpuMs: bigint("cpu_ms", { mode: "number" }).notNull(),
    residentBytes: bigint("resident_bytes", { mode: "number" }).notNull(),
    heapBytes: bigint("heap_bytes", { mode: "number" }).notNull(),
    /** How late timers were, at the 99th percentile since the last beat: above a few hundred, the process is too busy. */
    loopDelayP99Ms: integer("loop_delay_p99_ms").notNull(),
  },
  (table) => [index("process_beat_kind_idx").on(table.kind, table.beatAt)],
);

/** Counts that only grow, such as receipts applied; added to with each beat of the process that counted. */
export const tally = pgTable("tally", {
  name: text("name").primaryKey(),
  count: total("count"),
});
