CREATE SCHEMA "sandbox";
--> statement-breakpoint
CREATE TABLE "arm" (
	"campaign_id" uuid NOT NULL,
	"key" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"weight_percent" double precision NOT NULL,
	"message" jsonb NOT NULL,
	CONSTRAINT "arm_campaign_id_key_pk" PRIMARY KEY("campaign_id","key")
);
--> statement-breakpoint
CREATE TABLE "campaign" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"topic" text NOT NULL,
	"audience" jsonb NOT NULL,
	"ladder" jsonb NOT NULL,
	"schedule" jsonb NOT NULL,
	"holdout_percent" double precision DEFAULT 0 NOT NULL,
	"assignment_salt" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"launch_requested_at" timestamp (3) with time zone,
	"launched_at" timestamp (3) with time zone,
	"scheduled_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"recipient_count" integer
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"campaign_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"rung" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"chosen" text,
	"rule" text NOT NULL,
	"gates" jsonb NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decision_campaign_id_contact_id_rung_pk" PRIMARY KEY("campaign_id","contact_id","rung")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"rung" smallint NOT NULL,
	"arm_key" text NOT NULL,
	"channel" text NOT NULL,
	"address_id" uuid NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone,
	"provider_message_id" text,
	"error_code" text,
	"billed_units" smallint,
	"cost_micros" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"engaged_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "engagement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid,
	"contact_id" uuid NOT NULL,
	"delivery_id" uuid,
	"kind" text NOT NULL,
	"channel" text,
	"target" text,
	"is_bot" boolean DEFAULT false NOT NULL,
	"dedupe_key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_template" (
	"workspace_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"definition" jsonb NOT NULL,
	"state" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_template_workspace_id_channel_name_language_pk" PRIMARY KEY("workspace_id","channel","name","language")
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"applied_at" timestamp (3) with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "recipient" (
	"campaign_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"arm_key" text,
	"state" text NOT NULL,
	"rung" smallint DEFAULT 0 NOT NULL,
	"next_action_at" timestamp (3) with time zone,
	"reason" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recipient_campaign_id_contact_id_pk" PRIMARY KEY("campaign_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "rollup" (
	"campaign_id" uuid NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"arm_key" text NOT NULL,
	"rung" smallint NOT NULL,
	"channel" text NOT NULL,
	"metric" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rollup_campaign_id_minute_arm_key_rung_channel_metric_pk" PRIMARY KEY("campaign_id","minute","arm_key","rung","channel","metric")
);
--> statement-breakpoint
CREATE TABLE "address" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"topic" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"status" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "consent_contact_id_channel_topic_pk" PRIMARY KEY("contact_id","channel","topic")
);
--> statement-breakpoint
CREATE TABLE "consent_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "consent_event_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"topic" text NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"proof" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"external_id" text,
	"first_name" text,
	"last_name" text,
	"email" text,
	"locale" text,
	"country" text,
	"time_zone" text,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"preferred_channels" text[] DEFAULT '{}' NOT NULL,
	"paused_until" timestamp (3) with time zone,
	"erased_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"blob_hash" text NOT NULL,
	"bytes" bigint NOT NULL,
	"state" text NOT NULL,
	"detected" jsonb NOT NULL,
	"mapping" jsonb,
	"list_id" uuid,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_total" integer,
	"created_count" integer DEFAULT 0 NOT NULL,
	"updated_count" integer DEFAULT 0 NOT NULL,
	"duplicate_count" integer DEFAULT 0 NOT NULL,
	"rejected_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "contact_import_rejection" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "contact_import_rejection_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "contact_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_list_member" (
	"list_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	CONSTRAINT "contact_list_member_list_id_contact_id_pk" PRIMARY KEY("list_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "reachability" (
	"address_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"reachable" boolean,
	"learned_at" timestamp (3) with time zone,
	"learned_from" text,
	"last_inbound_at" timestamp (3) with time zone,
	CONSTRAINT "reachability_address_id_channel_pk" PRIMARY KEY("address_id","channel")
);
--> statement-breakpoint
CREATE TABLE "app_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invite" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"workspace_id" uuid,
	"email" text,
	"role" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"blob_hash" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" bigint NOT NULL,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"alt" text DEFAULT '' NOT NULL,
	"focal_point" jsonb DEFAULT '{"x":0.5,"y":0.5}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rendition" (
	"media_id" uuid NOT NULL,
	"profile" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"blob_hash" text,
	"mime" text,
	"bytes" bigint,
	"width_px" integer,
	"height_px" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rendition_media_id_profile_pk" PRIMARY KEY("media_id","profile")
);
--> statement-breakpoint
CREATE TABLE "sandbox"."conversation" (
	"number" text NOT NULL,
	"sender" text NOT NULL,
	"channel" text NOT NULL,
	"last_inbound_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conversation_number_sender_channel_pk" PRIMARY KEY("number","sender","channel")
);
--> statement-breakpoint
CREATE TABLE "sandbox"."event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"direction" text NOT NULL,
	"channel" text NOT NULL,
	"number" text NOT NULL,
	"sender" text NOT NULL,
	"client_ref" text,
	"body" jsonb NOT NULL,
	"state" text NOT NULL,
	"status_url" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sandbox"."phone" (
	"number" text PRIMARY KEY NOT NULL,
	"platform" text DEFAULT 'android' NOT NULL,
	"online" boolean DEFAULT true NOT NULL,
	"rcs" boolean DEFAULT true NOT NULL,
	"whatsapp" boolean DEFAULT true NOT NULL,
	"messenger" boolean DEFAULT true NOT NULL,
	"push" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."push_subscription" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"auth" text NOT NULL,
	"gone" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."stop" (
	"number" text NOT NULL,
	"sender" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "stop_number_sender_pk" PRIMARY KEY("number","sender")
);
--> statement-breakpoint
CREATE TABLE "sandbox"."template" (
	"name" text NOT NULL,
	"language" text NOT NULL,
	"definition" jsonb NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "template_name_language_pk" PRIMARY KEY("name","language")
);
--> statement-breakpoint
ALTER TABLE "arm" ADD CONSTRAINT "arm_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_template" ADD CONSTRAINT "provider_template_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipient" ADD CONSTRAINT "recipient_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollup" ADD CONSTRAINT "rollup_campaign_id_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaign"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact" ADD CONSTRAINT "contact_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_import_rejection" ADD CONSTRAINT "contact_import_rejection_import_id_contact_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."contact_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_import_rejection" ADD CONSTRAINT "contact_import_rejection_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_list" ADD CONSTRAINT "contact_list_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_list_member" ADD CONSTRAINT "contact_list_member_list_id_contact_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."contact_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_list_member" ADD CONSTRAINT "contact_list_member_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_list_member" ADD CONSTRAINT "contact_list_member_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reachability" ADD CONSTRAINT "reachability_address_id_address_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."address"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reachability" ADD CONSTRAINT "reachability_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite" ADD CONSTRAINT "invite_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rendition" ADD CONSTRAINT "rendition_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_workspace_idx" ON "campaign" USING btree ("workspace_id","updated_at");--> statement-breakpoint
CREATE INDEX "campaign_scheduled_idx" ON "campaign" USING btree ("scheduled_at") WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX "campaign_running_idx" ON "campaign" USING btree ("state") WHERE state in ('sending', 'paused');--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_step_key" ON "delivery" USING btree ("campaign_id","contact_id","rung");--> statement-breakpoint
CREATE INDEX "delivery_open_idx" ON "delivery" USING btree ("campaign_id","state","id") WHERE state in ('pending', 'sending', 'unknown');--> statement-breakpoint
CREATE INDEX "delivery_provider_idx" ON "delivery" USING btree ("provider_message_id") WHERE provider_message_id is not null;--> statement-breakpoint
CREATE INDEX "delivery_contact_idx" ON "delivery" USING btree ("contact_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "engagement_dedupe_key" ON "engagement" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "engagement_campaign_idx" ON "engagement" USING btree ("campaign_id","kind","at");--> statement-breakpoint
CREATE INDEX "engagement_contact_idx" ON "engagement" USING btree ("contact_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "receipt_dedupe_key" ON "receipt" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "receipt_waiting_idx" ON "receipt" USING btree ("received_at") WHERE applied_at is null;--> statement-breakpoint
CREATE INDEX "recipient_due_idx" ON "recipient" USING btree ("next_action_at") WHERE next_action_at is not null;--> statement-breakpoint
CREATE INDEX "recipient_contact_idx" ON "recipient" USING btree ("contact_id") WHERE state in ('pending', 'active');--> statement-breakpoint
CREATE INDEX "recipient_state_idx" ON "recipient" USING btree ("campaign_id","state","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "address_value_key" ON "address" USING btree ("workspace_id","kind","value");--> statement-breakpoint
CREATE INDEX "address_contact_idx" ON "address" USING btree ("contact_id","kind");--> statement-breakpoint
CREATE INDEX "consent_event_contact_idx" ON "consent_event" USING btree ("contact_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_external_id_key" ON "contact" USING btree ("workspace_id","external_id");--> statement-breakpoint
CREATE INDEX "contact_workspace_created_idx" ON "contact" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_list_name_key" ON "contact_list" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "contact_list_member_contact_idx" ON "contact_list_member" USING btree ("contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user" USING btree ("email");--> statement-breakpoint
CREATE INDEX "audit_workspace_at_idx" ON "audit" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "invite_token_hash_key" ON "invite" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "membership_user_idx" ON "membership" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "media_workspace_idx" ON "media" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "sandbox_event_due_idx" ON "sandbox"."event" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "sandbox_message_number_idx" ON "sandbox"."message" USING btree ("number","created_at");--> statement-breakpoint
CREATE INDEX "sandbox_message_waiting_idx" ON "sandbox"."message" USING btree ("number") WHERE state = 'submitted';