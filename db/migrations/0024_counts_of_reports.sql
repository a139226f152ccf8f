-- What reports count from now on, counted once for the campaigns there already are.
INSERT INTO "rollup" ("campaign_id", "minute", "arm_key", "rung", "channel", "metric", "workspace_id", "count")
SELECT "campaign_id", date_trunc('minute', "engaged_at"), "arm_key", "rung", "channel", 'engaged', "workspace_id", count(*)
FROM "delivery" WHERE "engaged_at" IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 7
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "rollup" ("campaign_id", "minute", "arm_key", "rung", "channel", "metric", "workspace_id", "count")
SELECT "campaign_id", date_trunc('minute', "failed_at"), "arm_key", "rung", "channel", 'refused', "workspace_id", count(*)
FROM "delivery" WHERE "state" IN ('rejected', 'undeliverable') AND "failed_at" IS NOT NULL AND "accepted_at" IS NULL
GROUP BY 1, 2, 3, 4, 5, 7
ON CONFLICT DO NOTHING;
