import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Sql } from "@/db/client";
import { dropWaitingNotifications, type PushSubscription, storeAccepted } from "@/db/queries/sandbox";
import { decryptPush } from "@/inngest/sandbox/push-encryption";
import { planEvents } from "@/lib/sandbox/plan-events";

interface Given {
  sql: Sql;
  subscription: PushSubscription;
  body: Buffer;
  ttlSeconds: number;
  urgency: string | null;
  topic: string | null;
  now: Date;
}

const payloadSchema = z.record(z.string(), z.json());
const urgencySchema = z.enum(["very-low", "low", "normal", "high"]).catch("normal");
const shownAfterMs = 700;

/** Decrypts a notification and stores it for its phone, in the form in which it was handed to the provider. */
export async function takeNotification(
  given: Given,
): Promise<{ ok: true; id: string } | { ok: false; reason: string }> {
  const { sql, subscription, ttlSeconds, now } = given;
  const text = decryptPush(given.body, subscription);
  if (text === null) return { ok: false, reason: "This was not encrypted for the keys of the subscription." };
  const payload = payloadSchema.safeParse(jsonOf(text));
  if (!payload.success) return { ok: false, reason: "The decrypted payload is not a JSON object." };
  const id = randomUUID();
  const { account, number } = subscription;
  // A push service knows the subscription, not the sender's name.
  const sender = "push";
  const topic = given.topic ?? "";
  if (topic !== "") await dropWaitingNotifications(sql, { account, number, sender, topic });
  await storeAccepted(
    sql,
    {
      id,
      account,
      channel: "push",
      number,
      sender,
      clientRef: null,
      statusUrl: null,
      body: {
        provider: "web-push",
        payload: payload.data,
        ttlSeconds,
        urgency: urgencySchema.parse(given.urgency),
        topic,
        ttl: ttlSeconds,
      },
    },
    planEvents(id, [{ afterMs: shownAfterMs, status: "delivered", errorCode: null, copies: 1, heldBackMs: 0 }], now),
    now,
  );
  return { ok: true, id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
