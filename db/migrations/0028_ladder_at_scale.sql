CREATE TABLE "conversion_key" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"key_hash" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decision" DROP CONSTRAINT "decision_campaign_id_campaign_id_fk";
--> statement-breakpoint
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_campaign_id_campaign_id_fk";
--> statement-breakpoint
ALTER TABLE "recipient" DROP CONSTRAINT "recipient_campaign_id_campaign_id_fk";
--> statement-breakpoint
DROP INDEX "recipient_due_idx";--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "revoke_outcome" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "revoke_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reachability" ADD COLUMN "blocked_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversion_key" ADD CONSTRAINT "conversion_key_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "conversion_key_hash_key" ON "conversion_key" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "delivery_lease_idx" ON "delivery" USING btree ("lease_until") WHERE state in ('sending', 'unknown');--> statement-breakpoint
CREATE INDEX "delivery_revoke_idx" ON "delivery" USING btree ("revoke_at") WHERE revoke_outcome = 'wanted';--> statement-breakpoint
CREATE INDEX "recipient_due_idx" ON "recipient" USING btree ("campaign_id","next_action_at") WHERE state = 'active' and next_action_at is not null;--> statement-breakpoint
-- In place of the three foreign keys, whose check for each row took as long as everything else.
CREATE FUNCTION remove_people_of_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM decision WHERE campaign_id = OLD.id;
  DELETE FROM delivery WHERE campaign_id = OLD.id;
  DELETE FROM recipient WHERE campaign_id = OLD.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER campaign_people_removed AFTER DELETE ON campaign
  FOR EACH ROW EXECUTE FUNCTION remove_people_of_campaign();
