ALTER TABLE "account_rate" ADD COLUMN "day" text;--> statement-breakpoint
ALTER TABLE "account_rate" ADD COLUMN "used_in_day" integer DEFAULT 0 NOT NULL;