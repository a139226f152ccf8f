TRUNCATE TABLE "sandbox"."message", "sandbox"."event", "sandbox"."stop", "sandbox"."conversation", "sandbox"."push_subscription";--> statement-breakpoint
DROP INDEX "sandbox"."sandbox_message_number_idx";--> statement-breakpoint
ALTER TABLE "sandbox"."conversation" DROP CONSTRAINT "conversation_number_sender_channel_pk";--> statement-breakpoint
ALTER TABLE "sandbox"."stop" DROP CONSTRAINT "stop_number_sender_pk";--> statement-breakpoint
ALTER TABLE "sandbox"."conversation" ADD COLUMN "account" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox"."event" ADD COLUMN "created_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox"."message" ADD COLUMN "account" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox"."message" ADD COLUMN "error_code" integer;--> statement-breakpoint
ALTER TABLE "sandbox"."phone" ADD COLUMN "person_seed" text;--> statement-breakpoint
ALTER TABLE "sandbox"."push_subscription" ADD COLUMN "account" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox"."stop" ADD COLUMN "account" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox"."conversation" ADD CONSTRAINT "conversation_account_number_sender_channel_pk" PRIMARY KEY("account","number","sender","channel");--> statement-breakpoint
ALTER TABLE "sandbox"."stop" ADD CONSTRAINT "stop_account_number_sender_pk" PRIMARY KEY("account","number","sender");--> statement-breakpoint
CREATE INDEX "sandbox_message_recent_idx" ON "sandbox"."message" USING btree ("account","created_at");--> statement-breakpoint
CREATE INDEX "sandbox_message_age_idx" ON "sandbox"."message" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "sandbox_message_number_idx" ON "sandbox"."message" USING btree ("account","number","created_at");