ALTER TABLE "routing_model" ADD COLUMN "counted_messages" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "routing_model" ADD COLUMN "requested_at" timestamp (3) with time zone;--> statement-breakpoint
-- What was counted before there was a number for it.
UPDATE "routing_model" m SET counted_messages = (
  SELECT count(*) FROM delivery d JOIN contact k ON k.id = d.contact_id AND k.workspace_id = d.workspace_id
  WHERE d.workspace_id = m.workspace_id AND d.created_at <= m.counted_until
    AND (d.accepted_at IS NOT NULL
      OR (d.state IN ('rejected', 'undeliverable') AND d.error_code IS DISTINCT FROM 'missing_value'))
) WHERE m.counted_until IS NOT NULL;
