import { createHash } from "node:crypto";
import { isSignedWebhook, type SignatureSecrets } from "@/app/api/webhooks/vonage/verify-signature";
import type { NewReceipt } from "@/db/queries/receipts";
import { keywordIntent } from "@/lib/consent/keyword-intent";
import { readVonageInbound } from "@/lib/receipts/vonage-inbound";
import { readVonageStatus } from "@/lib/receipts/vonage-status";
import { receiptFailure } from "@/lib/routing/failure-class";

/** Far above any real webhook: the longest hold a text of 4,096 characters. */
export const webhookBytesMax = 256 * 1024;

export interface WebhookDeps {
  secrets: SignatureSecrets;
  now: Date;
  /** The new row's id after the commit, or null when the same event is already stored. */
  store: (receipt: NewReceipt) => Promise<string | null>;
  /** Does at once what a stored webhook asks of us, so that it holds before we have answered. */
  obey: (stored: { workspaceId: string; kind: "status" | "inbound"; dedupeKey: string }) => Promise<unknown>;
}

/**
 * Verifies, stores, answers with a status code. Nothing else happens here but STOP and its kin, which cannot wait: all
 * other work is done in the background from the stored row. A provider repeats what is not answered by 200, so an event
 * that is already stored, or that we cannot make sense of, is answered by 200 too. A STOP is not before it holds: a
 * failure on the way is the provider's reason to repeat it.
 */
export async function receiveWebhook(
  { authorization, bytes }: { authorization: string | null; bytes: Uint8Array },
  kind: "status" | "inbound",
  workspaceId: string,
  { secrets, now, store, obey }: WebhookDeps,
): Promise<200 | 400 | 401> {
  if (!isSignedWebhook(authorization, bytes, secrets, now)) return 401;
  const body = parseObject(bytes);
  if (body === null) return 400;
  const meaning = kind === "status" ? meaningOfStatus(body) : meaningOfInbound(body);
  const identity = meaning?.identity ?? `bytes ${createHash("sha256").update(bytes).digest("hex")}`;
  const dedupeKey = createHash("sha256").update(`${workspaceId} ${kind} ${identity}`).digest("base64url");
  await store({ workspaceId, provider: "vonage", kind, dedupeKey, body, receivedAt: now });
  if (meaning?.isUrgent) await obey({ workspaceId, kind, dedupeKey });
  return 200;
}

/** What a body is to us; null when we cannot read it. */
interface Meaning {
  /** Makes two posts the same event. A body we cannot read is the same only when it is the same to the byte. */
  identity: string;
  /** Somebody wants to stop, to start again or to be helped. */
  isUrgent: boolean;
}

function meaningOfStatus(body: Record<string, unknown>): Meaning | null {
  const report = readVonageStatus(body);
  if (report === null) return null;
  const { message_uuid, status, timestamp } = body;
  const { code } = report.evidence;
  return {
    identity: `${message_uuid} ${status} ${timestamp}`,
    isUrgent: code !== null && receiptFailure(code) === "opted_out",
  };
}

function meaningOfInbound(body: Record<string, unknown>): Meaning | null {
  const report = readVonageInbound(body);
  if (report === null) return null;
  return {
    identity: `${body.message_uuid}`,
    isUrgent: report.preference === "stop" || keywordIntent(report.words) !== null,
  };
}

/** The JSON object in the body, free of characters that PostgreSQL cannot store; null when there is none. */
function parseObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const mayBeBad = /\\u(?:0000|d[89a-f])/i.test(text);
    const parsed: unknown = JSON.parse(text, mayBeBad ? cleanStrings : undefined);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}

function cleanStrings(_key: string, value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [clean(key), each]));
}

function clean(text: string): string {
  return text.replaceAll("\0", "").replaceAll(/\p{Cs}/gu, "\ufffd");
}
