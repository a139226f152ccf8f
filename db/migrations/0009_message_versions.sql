CREATE TABLE "message_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"arm_key" text NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"message" jsonb NOT NULL,
	"saved_by" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"session" text,
	"session_save" integer,
	"restored_from" uuid
);
--> statement-breakpoint
ALTER TABLE "message_version" ADD CONSTRAINT "message_version_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_version_arm_idx" ON "message_version" USING btree ("campaign_id","arm_key","saved_at","id");