import { webhookRoute } from "@/app/api/webhooks/vonage/live-webhook";

/** What became of a message we sent. */
export const POST = webhookRoute("status");
