import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/app/_server/log";
import { webhookBytesMax } from "@/app/api/webhooks/vonage/receive-webhook";
import { takeWebhook } from "@/app/api/webhooks/vonage/take-webhook";

const address =
  /^\/api\/webhooks\/vonage\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/(status|inbound)$/i;

/**
 * Providers post two or three receipts for each message, so these requests outnumber all others together. They are taken
 * here, before the framework: its routing and request objects cost several times what the webhook itself does. False
 * when the request is not a webhook, or too long to be one; then the framework answers it.
 */
export function isTakenAtTheDoor(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== "POST") return false;
  const [, workspaceId, kind] = address.exec(request.url ?? "") ?? [];
  if (workspaceId === undefined || (kind !== "status" && kind !== "inbound")) return false;
  // A body of unknown length may be endless; the route counts while it reads.
  const length = Number(request.headers["content-length"]);
  if (!Number.isInteger(length) || length > webhookBytesMax) return false;
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("error", () => undefined);
  request.on("end", () => {
    const posted = { authorization: request.headers.authorization ?? null, bytes: Buffer.concat(chunks) };
    takeWebhook(posted, kind, workspaceId.toLowerCase(), new Date()).then(
      (status) => answer(response, status),
      (err: unknown) => {
        log.error({ err }, "a webhook could not be taken");
        answer(response, 500);
      },
    );
  });
  return true;
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Length": 0, "Cache-Control": "no-store" });
  response.end();
}
