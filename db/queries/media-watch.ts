import { and, eq, inArray, max, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { rendition } from "@/db/schema/tables";
import { partsCount } from "@/lib/analytics/played-parts";

/** How long a film or a recording is, as it was converted; null when it is gone or has no length. */
export async function playedSeconds(db: Pick<Database, "select">, mediaId: string): Promise<number | null> {
  const [row] = await db
    .select({ seconds: max(rendition.durationSeconds) })
    .from(rendition)
    .where(and(eq(rendition.mediaId, mediaId), inArray(rendition.profile, ["web-video", "web-audio"])));
  return row?.seconds ?? null;
}

/** Adds what was played of a film out of a message. In any order, any number of times: what was played stays played. */
export async function addPlayedParts(
  db: Pick<Database, "execute">,
  { deliveryId, mediaId, parts, now }: { deliveryId: string; mediaId: string; parts: number; now: Date },
): Promise<void> {
  const at = now.toISOString();
  await db.execute(sql`
    insert into media_watch as w (delivery_id, media_id, workspace_id, campaign_id, played_parts, first_at, last_at)
    select d.id, m.id, d.workspace_id, d.campaign_id, ${parts}, ${at}::timestamptz, ${at}::timestamptz
    from delivery d join media m on m.id = ${mediaId} and m.workspace_id = d.workspace_id
    where d.id = ${deliveryId}
    on conflict (delivery_id, media_id) do update
      set played_parts = w.played_parts | excluded.played_parts, last_at = greatest(w.last_at, excluded.last_at)
      where w.played_parts | excluded.played_parts <> w.played_parts`);
}

/** How a film or a recording out of a campaign was watched. */
export interface WatchedMedia {
  mediaId: string;
  fileName: string;
  durationSeconds: number | null;
  /** Messages out of which it was played at least a little. */
  plays: number;
  /** Mean share of the film that was played, 0 to 1. */
  share: number;
  /** Plays in which at least a quarter, half, three quarters and nearly all (19 of 20 parts) were played. */
  quarters: [number, number, number, number];
  /** Per twentieth: plays that included it. */
  curve: number[];
}

/** What was watched of a campaign's films and recordings, most played first. */
export async function watchedMedia(db: Database, workspaceId: string, campaignId: string): Promise<WatchedMedia[]> {
  const places = JSON.stringify(Array.from({ length: partsCount }, (_, index) => index));
  const rows = await db.execute<Record<string, unknown>>(sql`
    with watched as (
      select media_id, played_parts, bit_count(played_parts::bit(20)) as played
      from media_watch where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and played_parts > 0
    ), summed as (
      select media_id, count(*)::int as plays, avg(played)::float8 / ${partsCount} as share,
        jsonb_build_array(count(*) filter (where played >= 5), count(*) filter (where played >= 10),
          count(*) filter (where played >= 15), count(*) filter (where played >= 19)) as quarters
      from watched group by media_id
    ), parted as (
      select media_id, jsonb_agg(plays order by place) as curve from (
        select media_id, place, count(*) filter (where played_parts & (1 << place) <> 0)::int as plays
        from watched cross join (select value::int as place from jsonb_array_elements_text(${places}::text::jsonb)) p
        group by media_id, place) counted
      group by media_id
    )
    select s.media_id as "mediaId", m.file_name as "fileName", m.duration_seconds as "durationSeconds",
      s.plays, s.share, s.quarters, p.curve
    from summed s join parted p using (media_id)
    join media m on m.id = s.media_id and m.workspace_id = ${workspaceId}
    order by s.plays desc, s.media_id limit 50`);
  return rows.map((row) => row as unknown as WatchedMedia);
}
