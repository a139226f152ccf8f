import { z } from "zod";
import { readCapped } from "@/app/_server/read-capped";
import { defineRoute } from "@/app/_server/route";
import { webhookBytesMax } from "@/app/api/webhooks/vonage/receive-webhook";
import { takeWebhook } from "@/app/api/webhooks/vonage/take-webhook";

/** The route of one kind of webhook. `bin/webhook-door.ts` answers the same addresses without the framework. */
export function webhookRoute(kind: "status" | "inbound") {
  return defineRoute({
    name: `webhooks.vonage_${kind}`,
    capability: "signed",
    params: z.object({ workspaceId: z.uuid() }),
    handler: async ({ request, params, now }) => {
      const bytes = await readCapped(request, webhookBytesMax);
      if (bytes === null) return new Response(null, { status: 413 });
      const authorization = request.headers.get("authorization");
      const status = await takeWebhook({ authorization, bytes }, kind, params.workspaceId, now);
      return new Response(null, { status });
    },
  });
}
