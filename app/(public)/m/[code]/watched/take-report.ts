import { z } from "zod";
import { MemoryLimit } from "@/app/_server/memory-limit";
import { readCapped } from "@/app/_server/read-capped";
import { isSameOrigin } from "@/app/_server/same-origin";
import type { LinkDeps } from "@/app/(public)/find-link";
import { addPlayedParts, playedSeconds } from "@/db/queries/media-watch";
import { isBelievable } from "@/lib/analytics/played-parts";
import { decodeLinkCode } from "@/lib/links/link-code";
import { decodeWatchStamp } from "@/lib/links/watch-stamp";

const reportSchema = z.object({ stamp: z.string().max(80), parts: z.number().int() });
const reportBytesMax = 500;
/** A page reports every ten seconds at most, and when it is left; it may be open in two places. */
const perMessage = new MemoryLimit({ max: 40, seconds: 60 });
/** A page that was left open tells nothing new after that. */
const openHoursMax = 24;

/**
 * What the page of a film tells about how much was played. Nothing it says is taken on trust but the parts, and those
 * only as far as time has passed since the page was opened. Answers nothing: nobody waits for it.
 */
export async function takeReport(
  request: Request,
  text: string,
  { db, mac, now, publicUrl }: Pick<LinkDeps, "db" | "mac" | "now" | "publicUrl">,
): Promise<Response> {
  const answer = (status: number) => new Response(null, { status, headers: { "Cache-Control": "no-store" } });
  if (!isSameOrigin(request.headers, publicUrl)) return answer(403);
  const code = decodeLinkCode(text, mac);
  if (code === null) return answer(404);
  if (perMessage.take(code.deliveryId, now) > 0) return answer(429);
  const bytes = await readCapped(request, reportBytesMax);
  const report = reportSchema.safeParse(bytes === null ? null : jsonOf(bytes));
  const stamp = report.success ? decodeWatchStamp(report.data.stamp, mac) : null;
  if (!report.success || stamp === null || stamp.deliveryId !== code.deliveryId) return answer(400);
  const { mediaId, openedAt } = stamp;
  const seconds = (now.getTime() - openedAt.getTime()) / 1000;
  if (seconds > openHoursMax * 3600) return answer(410);
  const { parts } = report.data;
  if (!isBelievable(parts, seconds, await playedSeconds(db, mediaId))) return answer(400);
  if (parts > 0) await addPlayedParts(db, { deliveryId: code.deliveryId, mediaId, parts, now });
  return answer(204);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
