CREATE TABLE "answer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"receipt_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"sender" text NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"error_code" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "receipt" ADD COLUMN "retry_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "answer_receipt_key" ON "answer" USING btree ("receipt_id");--> statement-breakpoint
CREATE INDEX "answer_waiting_idx" ON "answer" USING btree ("created_at") WHERE state = 'pending';