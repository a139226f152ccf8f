CREATE TABLE "link_opening" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"link_index" smallint NOT NULL,
	"target" text NOT NULL,
	"links_in_message" smallint NOT NULL,
	"machine" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media_watch" (
	"delivery_id" uuid NOT NULL,
	"media_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"played_parts" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "media_watch_delivery_id_media_id_pk" PRIMARY KEY("delivery_id","media_id")
);
--> statement-breakpoint
ALTER TABLE "engagement" ADD COLUMN "bot_reason" text;--> statement-breakpoint
ALTER TABLE "media_watch" ADD CONSTRAINT "media_watch_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_opening_delivery_idx" ON "link_opening" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "media_watch_campaign_idx" ON "media_watch" USING btree ("campaign_id","media_id");