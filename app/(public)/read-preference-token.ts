import type { Database } from "@/db/client";
import { tokenOfMessage } from "@/db/queries/preferences";
import { decodeMessageCode } from "@/lib/links/message-code";
import { decodePreferenceToken, type PreferenceTokenReading, preferenceTokenDays } from "@/lib/links/preference-token";
import type { Mac } from "@/lib/links/seal";

/** The short code of a message, which is looked up, or a long token that says everything itself. */
export async function readPreferenceToken(
  text: string,
  { db, mac, now }: { db: Database; mac: Mac; now: Date },
): Promise<PreferenceTokenReading> {
  const deliveryId = decodeMessageCode(text, mac);
  if (deliveryId === null) return decodePreferenceToken(text, mac, now);
  const found = await tokenOfMessage(db, deliveryId);
  if (found === null) return { ok: false, why: "expired" };
  const { createdAt, ...whose } = found;
  const expiresAt = new Date(createdAt.getTime() + preferenceTokenDays * 24 * 60 * 60 * 1000);
  return expiresAt <= now ? { ok: false, why: "expired" } : { ok: true, token: { ...whose, expiresAt } };
}
