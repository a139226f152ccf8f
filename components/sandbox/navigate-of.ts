import { z } from "zod";
import type { ProviderRequest } from "@/lib/channels/contract";

const payloadSchema = z.looseObject({ notification: z.looseObject({ navigate: z.string().regex(/^https?:/) }) });

/** Where a press on a notification leads; null when nowhere. */
export function navigateOf(request: ProviderRequest): string | null {
  if (request.provider !== "web-push") return null;
  const parsed = payloadSchema.safeParse(request.payload);
  return parsed.success ? parsed.data.notification.navigate : null;
}
