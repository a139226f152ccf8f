import type { ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import type { Platform } from "@/lib/channels/platforms";

/** A preview draws a request and nothing else: what it shows is what is sent. */
export interface PreviewProps {
  request: ProviderRequest;
  /** The definition of the template the request names; its words are not in the request. */
  template: TemplateDefinition | null;
  look: { platform: Platform; theme: "light" | "dark" };
  sender: { name: string; verified: boolean };
}
