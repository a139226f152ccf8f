ALTER TABLE "media" ALTER COLUMN "width_px" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "media" ALTER COLUMN "height_px" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "kind" text DEFAULT 'image' NOT NULL;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "duration_seconds" double precision;--> statement-breakpoint
ALTER TABLE "rendition" ADD COLUMN "duration_seconds" double precision;--> statement-breakpoint
ALTER TABLE "rendition" ADD COLUMN "loss" double precision;--> statement-breakpoint
ALTER TABLE "rendition" ADD COLUMN "focal_point" jsonb;