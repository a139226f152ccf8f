import { webEnv } from "@/app/_server/env";
import { obeyNow } from "@/app/api/webhooks/vonage/obey-now";
import { ReceiptBatch } from "@/app/api/webhooks/vonage/receipt-batch";
import { receiveWebhook, type WebhookDeps } from "@/app/api/webhooks/vonage/receive-webhook";
import type { SignatureSecrets } from "@/app/api/webhooks/vonage/verify-signature";
import { getDatabase } from "@/db/client";
import { storeReceipts } from "@/db/queries/receipts";

const batch = new ReceiptBatch((receipts) => storeReceipts(getDatabase(), receipts));
const store: WebhookDeps["store"] = (receipt) => batch.add(receipt);
const obey: WebhookDeps["obey"] = (stored) => obeyNow(getDatabase(), stored);

let secrets: SignatureSecrets | undefined;

/** The accounts whose webhooks are believed: the sandbox, and a real one when it is set up. */
function signatureSecrets(): SignatureSecrets {
  if (secrets !== undefined) return secrets;
  const env = webEnv();
  const known = new Map([[env.SANDBOX_API_KEY, env.SANDBOX_SIGNATURE_SECRET]]);
  if (env.VONAGE_API_KEY && env.VONAGE_SIGNATURE_SECRET) known.set(env.VONAGE_API_KEY, env.VONAGE_SIGNATURE_SECRET);
  secrets = known;
  return secrets;
}

/** Takes a webhook into this installation; answers the status code to reply with. */
export function takeWebhook(
  posted: { authorization: string | null; bytes: Uint8Array },
  kind: "status" | "inbound",
  workspaceId: string,
  now: Date,
): Promise<number> {
  return receiveWebhook(posted, kind, workspaceId, { secrets: signatureSecrets(), now, store, obey });
}
