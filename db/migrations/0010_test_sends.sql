CREATE TABLE "test_number" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"label" text NOT NULL,
	"address_id" uuid NOT NULL,
	"made_contact" boolean NOT NULL,
	"carrier" text NOT NULL,
	"code_wanted_at" timestamp (3) with time zone,
	"code_hash" text,
	"code_expires_at" timestamp (3) with time zone,
	"code_tries" smallint DEFAULT 0 NOT NULL,
	"code_sent_at" timestamp (3) with time zone,
	"code_error" text,
	"verified_at" timestamp (3) with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "test_send" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"arm_key" text NOT NULL,
	"request_id" uuid NOT NULL,
	"place" smallint NOT NULL,
	"message" jsonb NOT NULL,
	"as_contact_id" uuid,
	"channel" text NOT NULL,
	"carrier" text NOT NULL,
	"contact_id" uuid,
	"address_id" uuid,
	"state" text NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"provider_message_id" text,
	"error_code" text,
	"error_text" text,
	"sent_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "test_number" ADD CONSTRAINT "test_number_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_number" ADD CONSTRAINT "test_number_address_id_address_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."address"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_send" ADD CONSTRAINT "test_send_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_send" ADD CONSTRAINT "test_send_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "test_number_address_key" ON "test_number" USING btree ("workspace_id","address_id");--> statement-breakpoint
CREATE UNIQUE INDEX "test_send_request_key" ON "test_send" USING btree ("workspace_id","request_id","place");--> statement-breakpoint
CREATE INDEX "test_send_campaign_idx" ON "test_send" USING btree ("workspace_id","campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "test_send_sender_idx" ON "test_send" USING btree ("sent_by","created_at");--> statement-breakpoint
CREATE INDEX "test_send_contact_idx" ON "test_send" USING btree ("contact_id","created_at");--> statement-breakpoint
CREATE INDEX "test_send_provider_idx" ON "test_send" USING btree ("provider_message_id") WHERE provider_message_id is not null;