import { z } from "zod";
import { MemoryLimit } from "@/app/_server/memory-limit";
import { readCapped } from "@/app/_server/read-capped";
import { recordEngagements } from "@/db/queries/engagement";
import { tokenOfMessage } from "@/db/queries/preferences";
import { decodeMessageCode } from "@/lib/links/message-code";
import type { PublicDeps } from "../serve-preferences";

const actSchema = z.enum(["click", "close"]);
const perMessage = new MemoryLimit({ max: 20, seconds: 60 });

/**
 * What a browser's worker tells about a notification: opened, where no link of ours tells it, or closed. It comes from
 * whatever site the worker belongs to; the code in the address is the permission, and each is counted once.
 */
export async function takeNotificationAct(
  request: Request,
  text: string,
  { db, mac, now }: Pick<PublicDeps, "db" | "mac" | "now">,
): Promise<Response> {
  const answer = (status: number) => new Response(null, { status, headers: { "Cache-Control": "no-store" } });
  const deliveryId = decodeMessageCode(text, mac);
  if (deliveryId === null) return answer(404);
  if (perMessage.take(deliveryId, now) > 0) return answer(429);
  const bytes = await readCapped(request, 100);
  const act = actSchema.safeParse(bytes === null ? null : new TextDecoder().decode(bytes));
  if (!act.success) return answer(400);
  const found = await tokenOfMessage(db, deliveryId);
  // A test counts for nobody.
  if (found === null || found.campaignId === null) return answer(204);
  const { workspaceId, contactId } = found;
  const kind = act.data === "click" ? ("click" as const) : ("dismiss" as const);
  const entry = { workspaceId, contactId, deliveryId, kind, channel: "push" as const, target: "notification" };
  const dedupeKey = `${kind}:${deliveryId}:notification`;
  await db.transaction((tx) => recordEngagements(tx, [{ ...entry, isBot: false, dedupeKey, at: now }], now));
  return answer(204);
}
