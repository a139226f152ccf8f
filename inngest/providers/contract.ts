import type { ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import type { FailureClass } from "@/lib/routing/failure-class";

/** What came of handing one message to a provider. */
export type HandOver =
  | { kind: "accepted"; providerMessageId: string }
  | { kind: "refused"; code: string; failure: FailureClass; retryAfterSeconds: number | null }
  /** It did not begin to leave in time: nothing was sent, and it may be claimed again. */
  | { kind: "not_started" }
  /** The request may have arrived, but no answer came. Only a receipt can tell; never send again before that. */
  | { kind: "unknown" };

/** Where a request goes when the request itself does not say: the keys of a push subscription. */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Takes messages to people: an account at a provider, the sandbox, or a carrier inside a test. */
export interface Carrier {
  /**
   * Hands one message over. Never throws for what a provider or a network may do. Given a moment of
   * `performance.now()`, a message whose first byte has not left by then stays here.
   */
  handOver(request: ProviderRequest, target: PushTarget | null, startByMs?: number): Promise<HandOver>;
  /** Tries to call a message back before it is delivered; true when the provider agreed. */
  revoke(providerMessageId: string): Promise<boolean>;
  /** Registers a template; answers its state. */
  registerTemplate(template: TemplateDefinition): Promise<"submitted" | "approved" | "rejected">;
}
