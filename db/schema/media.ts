import { bigint, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { MediaKind, RenditionProfile } from "@/lib/media/profiles";
import { createdAt, idColumn, moment } from "./columns";
import { workspace } from "./identity";

/** An uploaded file. The bytes live in the blob store under their SHA-256. */
export const media = pgTable(
  "media",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    fileName: text("file_name").notNull(),
    kind: text("kind").$type<MediaKind>().notNull().default("image"),
    blobHash: text("blob_hash").notNull(),
    mime: text("mime").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** Null for what can only be heard. */
    widthPx: integer("width_px"),
    heightPx: integer("height_px"),
    /** Null for a still. */
    durationSeconds: doublePrecision("duration_seconds"),
    alt: text("alt").notNull().default(""),
    /** Where the eye should rest, 0..1 from the top left; crops keep it in view. */
    focalPoint: jsonb("focal_point").$type<{ x: number; y: number }>().notNull().default({ x: 0.5, y: 0.5 }),
    createdAt: createdAt(),
  },
  (table) => [index("media_workspace_idx").on(table.workspaceId, table.createdAt)],
);

/** A media file converted for one profile. */
export const rendition = pgTable(
  "rendition",
  {
    mediaId: uuid("media_id")
      .notNull()
      .references(() => media.id, { onDelete: "cascade" }),
    profile: text("profile").$type<RenditionProfile>().notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    state: text("state").$type<"ready" | "failed">().notNull(),
    failure: text("failure"),
    blobHash: text("blob_hash"),
    mime: text("mime"),
    bytes: bigint("bytes", { mode: "number" }),
    widthPx: integer("width_px"),
    heightPx: integer("height_px"),
    durationSeconds: doublePrecision("duration_seconds"),
    /** What the conversion cost, 0 to 1: for a still, how far it is from the source in structural similarity. */
    loss: doublePrecision("loss"),
    /** For a crop: the point it was made around; another one asks for another crop. */
    focalPoint: jsonb("focal_point").$type<{ x: number; y: number }>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.mediaId, table.profile] }),
    /** The public file page: may this blob be shown, and as what. */
    index("rendition_blob_idx").on(table.blobHash),
  ],
);

/** A file that is on its way in, piece by piece; its bytes wait beside the blobs under this id. Gone once it is media. */
export const mediaUpload = pgTable(
  "media_upload",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    fileName: text("file_name").notNull(),
    /** What the browser says of the file: the same file chosen again continues. */
    fingerprint: text("fingerprint").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    receivedBytes: bigint("received_bytes", { mode: "number" }).notNull().default(0),
    state: text("state").$type<"receiving" | "checking" | "refused">().notNull().default("receiving"),
    failure: text("failure"),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [index("media_upload_workspace_idx").on(table.workspaceId, table.createdAt)],
);
