import type { BilledKind, TemplateDefinition } from "@/lib/channels/contract";

/**
 * What WhatsApp bills, one message at a time: templates by their category, and free-form messages, which are free
 * while the person's conversation window is open (Meta, pricing on the WhatsApp Business Platform; the same categories
 * come back in Vonage's status as `whatsapp.pricing.category`). A provider's own fee for them can be put in as a price.
 */
export const billing: readonly BilledKind[] = [
  { key: "marketing", name: "Marketing template", isFree: false },
  { key: "utility", name: "Utility template", isFree: false },
  { key: "service", name: "Service message in the window", isFree: true },
];

/** The kind a message with this template, or without one, is billed as. */
export function billedAs(template: TemplateDefinition | null): string {
  return template === null ? "service" : template.category.toLowerCase();
}
