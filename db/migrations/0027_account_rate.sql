CREATE TABLE "account_rate" (
	"account" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"filled_at" timestamp (3) with time zone NOT NULL,
	"held_until" timestamp (3) with time zone
);
