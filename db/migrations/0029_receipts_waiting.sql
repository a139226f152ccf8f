CREATE TABLE "receipt_waiting" (
	"receipt_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"not_before" timestamp (3) with time zone DEFAULT '-infinity' NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "receipt_waiting_kind_not_before_receipt_id_pk" PRIMARY KEY("kind","not_before","receipt_id")
);
--> statement-breakpoint
INSERT INTO "receipt_waiting" ("receipt_id", "workspace_id", "kind", "not_before", "received_at")
SELECT "id", "workspace_id", "kind", CASE WHEN "kind" = 'status' THEN coalesce("retry_at", '-infinity') ELSE '-infinity' END, "received_at"
FROM "receipt" WHERE "applied_at" IS NULL;
--> statement-breakpoint
DROP INDEX "receipt_waiting_idx";--> statement-breakpoint
ALTER TABLE "receipt" DROP COLUMN "retry_at";--> statement-breakpoint
ALTER TABLE "receipt" DROP COLUMN "applied_at";