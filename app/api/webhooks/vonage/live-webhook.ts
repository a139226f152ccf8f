import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { log } from "@/app/_server/log";
import { defineRoute } from "@/app/_server/route";
import { currentDatabase, currentTime } from "@/app/_server/session";
import { ReceiptBatch } from "@/app/api/webhooks/vonage/receipt-batch";
import { receiveWebhook } from "@/app/api/webhooks/vonage/receive-webhook";
import type { SignatureSecrets } from "@/app/api/webhooks/vonage/verify-signature";
import { applyInbound } from "@/db/queries/inbound";
import { storeReceipts } from "@/db/queries/receipts";

const batch = new ReceiptBatch((receipts) => storeReceipts(currentDatabase().db, receipts));

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

/** The route of one kind of webhook. */
export function webhookRoute(kind: "status" | "inbound") {
  return defineRoute({
    name: `webhooks.vonage_${kind}`,
    capability: "signed",
    params: z.object({ workspaceId: z.uuid() }),
    handler: ({ request, params, db, now }) =>
      receiveWebhook(request, kind, params.workspaceId, {
        secrets: signatureSecrets(),
        now,
        store: (receipt) => batch.add(receipt),
        applyInbound: (id) =>
          applyInbound(db, id, currentTime()).catch((err: unknown) => {
            log.warn({ err, receipt: id }, "an inbound message is left to the background");
          }),
      }),
  });
}
