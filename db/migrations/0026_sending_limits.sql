CREATE TABLE "budget" (
	"scope_id" uuid NOT NULL,
	"period" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"committed_micros" bigint NOT NULL,
	CONSTRAINT "budget_scope_id_period_pk" PRIMARY KEY("scope_id","period")
);
--> statement-breakpoint
CREATE TABLE "budget_release" (
	"scope_id" uuid NOT NULL,
	"period" text NOT NULL,
	"micros" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "reserved_micros" integer;--> statement-breakpoint
CREATE INDEX "budget_release_scope_idx" ON "budget_release" USING btree ("scope_id","period");--> statement-breakpoint
CREATE FUNCTION budget_cost(state text, reserved_micros integer, estimated_micros integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN state IN ('rejected', 'cancelled') THEN 0 ELSE coalesce(estimated_micros, reserved_micros) END
$$;--> statement-breakpoint
CREATE FUNCTION release_budget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO budget_release (scope_id, period, micros)
	SELECT b.scope_id, b.period, budget_cost(old.state, old.reserved_micros, old.estimated_micros)
		- CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE budget_cost(new.state, new.reserved_micros, new.estimated_micros) END
	FROM workspace w
	JOIN budget b ON (b.scope_id = old.campaign_id AND b.period = '')
		OR (b.scope_id = w.id AND b.period = to_char(old.created_at AT TIME ZONE (w.settings ->> 'timeZone'), 'YYYY-MM'))
	WHERE w.id = old.workspace_id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER delivery_costs_other AFTER UPDATE ON delivery FOR EACH ROW
	WHEN (old.reserved_micros IS NOT NULL AND budget_cost(old.state, old.reserved_micros, old.estimated_micros)
		<> budget_cost(new.state, new.reserved_micros, new.estimated_micros))
	EXECUTE FUNCTION release_budget();--> statement-breakpoint
CREATE TRIGGER delivery_taken_back AFTER DELETE ON delivery FOR EACH ROW
	WHEN (old.reserved_micros IS NOT NULL AND old.state = 'pending')
	EXECUTE FUNCTION release_budget();
