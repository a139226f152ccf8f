CREATE TABLE "promo_code" (
	"pool_id" uuid NOT NULL,
	"code" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid,
	"campaign_id" uuid,
	"block_id" text,
	"assigned_at" timestamp (3) with time zone,
	CONSTRAINT "promo_code_pool_id_code_pk" PRIMARY KEY("pool_id","code")
);
--> statement-breakpoint
CREATE TABLE "promo_pool" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "promo_code" ADD CONSTRAINT "promo_code_pool_id_promo_pool_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."promo_pool"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promo_code" ADD CONSTRAINT "promo_code_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promo_pool" ADD CONSTRAINT "promo_pool_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "promo_code_free_idx" ON "promo_code" USING btree ("pool_id","code") WHERE assigned_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "promo_code_owner_key" ON "promo_code" USING btree ("campaign_id","contact_id","block_id") WHERE assigned_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "promo_pool_name_key" ON "promo_pool" USING btree ("workspace_id","name");