import type { CompileContext, Finding, RenderedMessage } from "@/lib/channels/contract";
import { callNumber } from "@/lib/message/call-number";
import { webAddress } from "@/lib/message/web-address";

/** A button as it can be sent: its address tracked, its number in international form. */
export interface CarriedButton {
  blockId: string;
  id: string;
  label: string;
  labelVariable: boolean;
  action: { type: "open_url"; url: string } | { type: "call"; phone: string } | { type: "reply" };
}

/** A picture of the message; whether words or buttons come before it. */
export interface CarriedImage {
  blockId: string;
  mediaId: string | null;
  alt: string;
  first: boolean;
}

/** A message sorted by what channels carry separately, with the faults no channel can send. */
export interface MessageParts {
  images: CarriedImage[];
  buttons: CarriedButton[];
  findings: Finding[];
}

/** Sorts a rendered message into pictures and buttons that can be sent, and reports what cannot. */
export function readMessage(message: RenderedMessage, context: CompileContext): MessageParts {
  const images: CarriedImage[] = [];
  const buttons: CarriedButton[] = [];
  const findings: Finding[] = [];
  for (const [index, block] of message.blocks.entries()) {
    if (block.kind === "image") {
      images.push({ blockId: block.id, mediaId: block.mediaId, alt: block.alt, first: index === 0 });
    } else if (block.kind === "text") {
      let words = "";
      for (const inline of block.paragraphs.flatMap((paragraph) => paragraph.children)) {
        if (inline.type === "break") continue;
        words += inline.text;
        if (inline.type === "link" && webAddress(inline.url) === null) {
          findings.push(badAddress(block.id, inline.text, inline.url));
        }
        if (inline.type === "link") words += inline.url;
      }
      if (words.trim() === "") findings.push(emptyBlock(block.id, "text"));
    } else {
      if (block.buttons.length === 0) findings.push(emptyBlock(block.id, "buttons"));
      for (const button of block.buttons) {
        if (button.label.trim() === "") {
          findings.push({
            severity: "blocker",
            code: "button_without_label",
            blockId: block.id,
            text: "A button has no label.",
            remedy: "Write on the button what it does.",
          });
          continue;
        }
        const { action, ...rest } = button;
        const common = { ...rest, blockId: block.id };
        if (action.type === "reply") buttons.push({ ...common, action });
        if (action.type === "call") {
          const phone = callNumber(action.phone);
          if (phone !== null) buttons.push({ ...common, action: { type: "call", phone } });
          else findings.push(badNumber(block.id, button.label));
        }
        if (action.type === "open_url") {
          if (webAddress(action.url) === null) findings.push(badAddress(block.id, button.label, action.url));
          else buttons.push({ ...common, action: { type: "open_url", url: context.link(action.url, button.id) } });
        }
      }
    }
  }
  return { images, buttons, findings };
}

/** The address words inside text get: tracked, or null when it cannot be sent (reported by `readMessage`). */
export function trackedAddress(context: CompileContext): (url: string, key: string) => string | null {
  return (url, key) => (webAddress(url) === null ? null : context.link(url, key));
}

function badAddress(blockId: string, label: string, url: string): Finding {
  const text =
    url.trim() === ""
      ? `The link "${label}" has no address.`
      : `The link "${label}" goes to "${url.slice(0, 80)}", which is not a web address.`;
  return {
    severity: "blocker",
    code: "link_invalid",
    blockId,
    text,
    remedy: "Give an address that starts with https://.",
  };
}

function badNumber(blockId: string, label: string): Finding {
  return {
    severity: "blocker",
    code: "phone_invalid",
    blockId,
    text: `The button "${label}" has no phone number that can be called from everywhere.`,
    remedy: "Write the number with + and the country code.",
  };
}

function emptyBlock(blockId: string, kind: "text" | "buttons"): Finding {
  return {
    severity: "warning",
    code: "block_empty",
    blockId,
    text: kind === "text" ? "This text is empty and is left out." : "This block has no buttons and is left out.",
    remedy: kind === "text" ? "Write something or remove the block." : "Add a button or remove the block.",
  };
}
