import type { Channel, CompileContext, Compiled, RenderedMessage } from "@/lib/channels/contract";
import { adapt, type WhatsAppBasis } from "./adapt";
import { billedAs, billing } from "./billing";
import { takeHeading } from "./heading";
import { conversationWindowHours } from "./limits";
import { session } from "./session";
import { sessionShape } from "./session-carousel";
import { template } from "./template";
import { toVonage } from "./to-vonage";

function compile(rendered: RenderedMessage, context: CompileContext): Compiled {
  if (context.windowOpen) {
    const { messageType, content, findings } = session(sessionBasis(rendered, context), context);
    const body = toVonage(messageType, content, context);
    return bill({ request: { provider: "vonage", body }, findings, template: null });
  }
  const headed = takeHeading(rendered);
  const withHeading = adapt(headed.message, context, true);
  // The header is the heading or a picture; beside a carousel there is none.
  const isAlone = withHeading.visual === null && withHeading.carousel === null;
  const basis = isAlone || headed.heading === null ? withHeading : adapt(rendered, context, true);
  const { definition, content, findings } = template(basis, isAlone ? headed.heading : null, context);
  const body = toVonage("custom", content, context);
  return bill({ request: { provider: "vonage", body }, findings, template: definition });
}

function sessionBasis(rendered: RenderedMessage, context: CompileContext): WhatsAppBasis {
  const basis = adapt(rendered, context, true);
  const { carousel } = basis;
  return carousel === null || sessionShape(carousel).length > 0 ? basis : adapt(rendered, context, false);
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
  senderLimit: null,
  compile,
};
