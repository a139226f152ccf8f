CREATE TABLE "routing_habit" (
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"attempted" real NOT NULL,
	"delivered" real NOT NULL,
	"engaged" real NOT NULL,
	"minutes" real NOT NULL,
	"last_engaged_at" timestamp (3) with time zone,
	CONSTRAINT "routing_habit_contact_id_channel_pk" PRIMARY KEY("contact_id","channel")
);
--> statement-breakpoint
CREATE TABLE "routing_model" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"counted_until" timestamp (3) with time zone,
	"person_weight" double precision NOT NULL,
	"learned_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "routing_segment" (
	"workspace_id" uuid NOT NULL,
	"segment" text NOT NULL,
	"channel" text NOT NULL,
	"attempted" double precision NOT NULL,
	"delivered" double precision NOT NULL,
	"engaged" double precision NOT NULL,
	"minutes" double precision NOT NULL,
	CONSTRAINT "routing_segment_workspace_id_segment_channel_pk" PRIMARY KEY("workspace_id","segment","channel")
);
--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "record" jsonb;--> statement-breakpoint
ALTER TABLE "routing_habit" ADD CONSTRAINT "routing_habit_contact_id_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contact"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_habit" ADD CONSTRAINT "routing_habit_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_model" ADD CONSTRAINT "routing_model_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_segment" ADD CONSTRAINT "routing_segment_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "routing_habit_workspace_idx" ON "routing_habit" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "delivery_created_idx" ON "delivery" USING brin ("created_at");