DROP INDEX "delivery_step_key";--> statement-breakpoint
DROP INDEX "delivery_created_idx";--> statement-breakpoint
DROP INDEX "delivery_contact_idx";--> statement-breakpoint
DROP INDEX "recipient_state_idx";--> statement-breakpoint
DROP INDEX "delivery_open_idx";--> statement-breakpoint
DROP INDEX "delivery_lease_idx";--> statement-breakpoint
DROP INDEX "delivery_failed_idx";--> statement-breakpoint
DROP INDEX "recipient_due_idx";--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "is_open" boolean GENERATED ALWAYS AS (state in ('pending', 'sending', 'unknown')) STORED;--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_person_step_key" ON "delivery" USING btree ("contact_id","campaign_id","rung");--> statement-breakpoint
CREATE INDEX "delivery_blocks_idx" ON "delivery" USING brin ("campaign_id","created_at");--> statement-breakpoint
CREATE INDEX "recipient_ended_idx" ON "recipient" USING btree ("campaign_id","state","contact_id") WHERE state not in ('pending', 'active');--> statement-breakpoint
CREATE INDEX "delivery_open_idx" ON "delivery" USING btree ("campaign_id","id") WHERE is_open;--> statement-breakpoint
CREATE INDEX "delivery_lease_idx" ON "delivery" USING btree ("lease_until") WHERE lease_until is not null;--> statement-breakpoint
CREATE INDEX "delivery_failed_idx" ON "delivery" USING btree ("workspace_id","failed_at") WHERE failed_at is not null;--> statement-breakpoint
CREATE INDEX "recipient_due_idx" ON "recipient" USING btree ("campaign_id","next_action_at") WHERE state = 'active';--> statement-breakpoint
-- Room for one more version of each row on its own page.
ALTER TABLE "delivery" SET (fillfactor = 50);--> statement-breakpoint
-- Whoever waited for a provider's answer had no moment; now everybody under way has one, and the ladder finds the right one.
UPDATE "recipient" SET next_action_at = now() WHERE state = 'active' AND next_action_at IS NULL;--> statement-breakpoint
-- The same rule as before, as a set of one row: asked in a "from", it becomes part of the statement that asks.
DROP FUNCTION consent_refusal(uuid, text, text, timestamptz);--> statement-breakpoint
CREATE FUNCTION consent_refusal(p_contact uuid, p_channel text, p_topic text, p_now timestamptz) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN k.id IS NULL OR k.erased_at IS NOT NULL THEN 'erased'
    WHEN coalesce(s.of_channel, s.of_everything) IS NULL THEN 'no_consent'
    WHEN coalesce(s.of_channel, s.of_everything) = 'opted_out' THEN 'opted_out'
    WHEN coalesce(s.of_topic, s.of_everything) = 'opted_out' THEN 'topic_opted_out'
    WHEN k.paused_until > p_now THEN 'paused'
  END
  FROM (SELECT 1) one
  LEFT JOIN contact k ON k.id = p_contact
  CROSS JOIN LATERAL (
    SELECT max(c.status) FILTER (WHERE c.channel = p_channel AND c.topic = '*') AS of_channel,
           max(c.status) FILTER (WHERE c.channel = '*' AND c.topic = p_topic) AS of_topic,
           max(c.status) FILTER (WHERE c.channel = '*' AND c.topic = '*') AS of_everything
    FROM consent c WHERE c.contact_id = p_contact
  ) s
$$;
