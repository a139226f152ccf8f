import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Role } from "@/lib/campaign/schema";
import type { WorkspaceSettings } from "@/lib/workspace/schema";
import { createdAt, idColumn, moment } from "./columns";

/** A person who signs in. Emails are stored lower-cased. */
export const appUser = pgTable(
  "app_user",
  {
    id: idColumn(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** `scrypt$N$r$p$salt$hash`, base64url. */
    passwordHash: text("password_hash").notNull(),
    /** Raised to end every session of this person. */
    sessionVersion: integer("session_version").notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("app_user_email_key").on(table.email)],
);

/** One business: brand, senders, contacts, campaigns. */
export const workspace = pgTable(
  "workspace",
  {
    id: idColumn(),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    settings: jsonb("settings").$type<WorkspaceSettings>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("workspace_slug_key").on(table.slug)],
);

export const membership = pgTable(
  "membership",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    role: text("role").$type<Role>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.userId] }),
    index("membership_user_idx").on(table.userId),
  ],
);

/** A one-time link. Without a workspace it makes the owner of a new one. Only the SHA-256 of the token is kept. */
export const invite = pgTable(
  "invite",
  {
    id: idColumn(),
    tokenHash: text("token_hash").notNull(),
    workspaceId: uuid("workspace_id").references(() => workspace.id, { onDelete: "cascade" }),
    email: text("email"),
    role: text("role").$type<Role>().notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("invite_token_hash_key").on(table.tokenHash)],
);

/** Who did what, for the compliance officer. Never holds message text or phone numbers. */
export const audit = pgTable(
  "audit",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    /** Null when the system or a recipient acted. */
    userId: uuid("user_id"),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    at: moment("at").notNull(),
  },
  (table) => [index("audit_workspace_at_idx").on(table.workspaceId, table.at)],
);

/** Tries within a window, by the hash of what is limited. Shared by all processes; forgotten when the window is over. */
export const rateLimit = pgTable(
  "rate_limit",
  {
    key: text("key").primaryKey(),
    tries: integer("tries").notNull(),
    resetsAt: moment("resets_at").notNull(),
  },
  (table) => [index("rate_limit_resets_idx").on(table.resetsAt)],
);
