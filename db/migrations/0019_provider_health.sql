CREATE TABLE "process_beat" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"beat_at" timestamp (3) with time zone NOT NULL,
	"cpu_ms" bigint NOT NULL,
	"resident_bytes" bigint NOT NULL,
	"heap_bytes" bigint NOT NULL,
	"loop_delay_p99_ms" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_health" (
	"workspace_id" uuid NOT NULL,
	"account" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"cause" text,
	"failing_percent" smallint,
	"until" timestamp (3) with time zone,
	"openings" smallint NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"recent" jsonb NOT NULL,
	"last_code" text,
	"accepted" bigint DEFAULT 0 NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	"transient" bigint DEFAULT 0 NOT NULL,
	"throttled" bigint DEFAULT 0 NOT NULL,
	"account_refused" bigint DEFAULT 0 NOT NULL,
	"no_answer" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_health_workspace_id_account_channel_pk" PRIMARY KEY("workspace_id","account","channel")
);
--> statement-breakpoint
CREATE TABLE "tally" (
	"name" text PRIMARY KEY NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "provider_health" ADD CONSTRAINT "provider_health_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "process_beat_kind_idx" ON "process_beat" USING btree ("kind","beat_at");