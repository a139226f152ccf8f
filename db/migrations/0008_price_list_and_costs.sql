CREATE TABLE "cost_estimate" (
	"campaign_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"basis" text,
	"result" jsonb,
	"counted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "price" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"country" text NOT NULL,
	"billed_as" text NOT NULL,
	"currency" text NOT NULL,
	"micros" integer NOT NULL,
	"valid_from" date NOT NULL,
	"source" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "estimated_micros" integer;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "estimated_currency" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "cost_currency" text;--> statement-breakpoint
ALTER TABLE "cost_estimate" ADD CONSTRAINT "cost_estimate_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cost_estimate_workspace_idx" ON "cost_estimate" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "price_key" ON "price" USING btree ("workspace_id","channel","billed_as","country","valid_from");