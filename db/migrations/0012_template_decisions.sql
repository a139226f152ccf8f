ALTER TABLE "provider_template" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "provider_template" ADD COLUMN "quality" text;--> statement-breakpoint
ALTER TABLE "provider_template" ADD COLUMN "reason" text;