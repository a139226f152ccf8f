-- What happened before it was counted per minute. The campaigns of rollups are those that still exist.
INSERT INTO "rollup" (campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count)
SELECT d.campaign_id, date_trunc('minute', d.revoke_at), d.arm_key, d.rung, d.channel,
  CASE d.revoke_outcome WHEN 'revoked' THEN 'revoked' WHEN 'refused' THEN 'revoke_refused' ELSE 'revoke_late' END,
  d.workspace_id, count(*)
FROM delivery d JOIN campaign c ON c.id = d.campaign_id
WHERE d.revoke_outcome IN ('revoked', 'refused', 'delivered_first') AND d.revoke_at IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7;--> statement-breakpoint
INSERT INTO "rollup" (campaign_id, minute, arm_key, rung, channel, metric, workspace_id, count)
SELECT d.campaign_id, date_trunc('minute', e.at), d.arm_key, d.rung, d.channel, 'converted', d.workspace_id, count(*)
FROM engagement e JOIN delivery d ON d.id = e.delivery_id JOIN campaign c ON c.id = d.campaign_id
WHERE e.kind = 'conversion' AND NOT e.is_bot
GROUP BY 1, 2, 3, 4, 5, 6, 7;
