import { uuidv7 } from "uuidv7";
import type { Database, Sql } from "@/db/client";
import { appendConsentEvents } from "@/db/queries/consent";
import { storePushSubscriptions } from "@/db/queries/sandbox";
import { addPushAddress } from "@/db/queries/sandbox-phones";
import { makeSubscriptionKeys } from "@/inngest/sandbox/push-encryption";
import { everything } from "@/lib/consent/schema";

/**
 * A virtual browser allows notifications: the push service keeps its keys, the contact gets the address a real browser
 * would have reported, and the ledger says that the person agreed.
 */
export async function subscribePhone(
  { db, sql }: { db: Database; sql: Sql },
  about: { workspaceId: string; contactId: string; platform: "ios" | "android"; publicUrl: string },
  now: Date,
): Promise<void> {
  const { workspaceId, contactId, platform, publicUrl } = about;
  const id = uuidv7();
  const keys = makeSubscriptionKeys();
  await storePushSubscriptions(sql, [{ id, account: workspaceId, number: contactId, ...keys }]);
  const endpoint = `${publicUrl}/api/sandbox/push/${id}`;
  await addPushAddress(
    sql,
    { workspaceId, contactId, endpoint, p256dh: keys.publicKey, auth: keys.auth, platform },
    now,
  );
  await appendConsentEvents(db, [
    {
      workspaceId,
      contactId,
      channel: "push",
      topic: everything,
      status: "opted_in",
      source: "user",
      proof: { words: "Allow notifications", page: "virtual phone" },
      at: now,
    },
  ]);
}
