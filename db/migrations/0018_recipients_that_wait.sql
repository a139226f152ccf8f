DROP INDEX "recipient_due_idx";--> statement-breakpoint
CREATE INDEX "recipient_decidable_idx" ON "recipient" USING btree ("campaign_id",coalesce(next_action_at, timestamptz '-infinity'),"contact_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "recipient_due_idx" ON "recipient" USING btree ("next_action_at") WHERE state = 'active' and next_action_at is not null;