import { webhookRoute } from "@/app/api/webhooks/vonage/live-webhook";

/** What a person wrote or pressed. */
export const POST = webhookRoute("inbound");
