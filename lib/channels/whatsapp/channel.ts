import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt } from "./adapt";
import { billedAs, billing } from "./billing";
import { conversationWindowHours } from "./limits";
import { session } from "./session";
import { template } from "./template";
import { toVonage } from "./to-vonage";

function compile(message: RenderedMessage, context: CompileContext): Compiled {
  const basis = adapt(message, context);
  if (context.windowOpen) {
    const { messageType, content, findings } = session(basis, context);
    const body = toVonage(messageType, content, context);
    return bill({ request: { provider: "vonage", body }, findings, template: null });
  }
  const { definition, content, findings } = template(basis, context);
  const body = toVonage("custom", content, context);
  return bill({ request: { provider: "vonage", body }, findings, template: definition });
}

function bill(compiled: Omit<Compiled, "billedAs" | "billedUnits">): Compiled {
  return { ...compiled, billedAs: billedAs(compiled.template), billedUnits: 1 };
}

/** WhatsApp: free-form within a day of the person's last message, approved templates at any time. */
export const whatsapp: Channel = {
  id: "whatsapp",
  name: "WhatsApp",
  addressKind: "phone",
  provider: "vonage",
  imageProfile: "whatsapp",
  hasDeliveryReceipts: true,
  hasReadReceipts: true,
  canRevoke: false,
  hasReplies: true,
  conversationWindowHours,
  outsideWindow: "template",
  needsCapability: false,
  countries: null,
  billing,
  ttlRangeSeconds: null,
  compile,
};
