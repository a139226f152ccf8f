import type { CompileContext, Finding, RenderedAction, RenderedButton, RenderedMedia } from "@/lib/channels/contract";
import { mapAddress } from "@/lib/channels/links-of";
import type { PlainBlock, PlainMessage } from "@/lib/channels/simplify";
import { isCompleteEvent } from "@/lib/message/button-parts";
import { callNumber } from "@/lib/message/call-number";
import { webAddress } from "@/lib/message/web-address";

/** A button as it can be sent: its address tracked, its number in international form. */
export interface CarriedButton {
  blockId: string;
  /** Place of its part in the message: parts that come from one block share its id. */
  part: number;
  id: string;
  label: string;
  labelVariable: boolean;
  action:
    | { type: "open_url"; url: string }
    | { type: "call"; phone: string }
    /** `url`: the page that takes the answer where people cannot write back; null when there is none. */
    | { type: "reply"; url: string | null };
  /** What it was before it became an address: channels that show maps and calendars themselves look here. */
  origin: RenderedAction;
}

/** A picture of the message; whether words or buttons come before it. */
export interface CarriedImage {
  blockId: string;
  part: number;
  media: RenderedMedia;
  first: boolean;
}

/** A message sorted by what channels carry separately, with the faults no channel can send. */
export interface MessageParts {
  images: CarriedImage[];
  buttons: CarriedButton[];
  findings: Finding[];
}

/** Sorts a rendered message into pictures and buttons that can be sent, and reports what cannot. */
export function readMessage(message: PlainMessage, context: CompileContext): MessageParts {
  const images: CarriedImage[] = [];
  const buttons: CarriedButton[] = [];
  const findings: Finding[] = [];
  for (const [index, block] of message.blocks.entries()) {
    if (block.kind === "media") {
      images.push({ blockId: block.id, part: index, media: block.media, first: index === 0 });
    } else if (block.kind === "text") {
      addTextFindings(block, findings);
    } else {
      if (block.buttons.length === 0) findings.push(emptyBlock(block.id, "buttons"));
      for (const button of block.buttons) {
        const carried = carry(button, block.id, index, context);
        if ("severity" in carried) findings.push(carried);
        else buttons.push(carried);
      }
    }
  }
  return { images, buttons, findings };
}

function addTextFindings({ id, paragraphs }: Extract<PlainBlock, { kind: "text" }>, findings: Finding[]): void {
  let isEmpty = true;
  for (const { children } of paragraphs) {
    for (const inline of children) {
      if (inline.type === "break") continue;
      if (inline.text.trim() !== "") isEmpty = false;
      if (inline.type !== "link") continue;
      if (inline.url.trim() !== "") isEmpty = false;
      if (webAddress(inline.url) === null) findings.push(badAddress(id, inline.text, inline.url));
    }
  }
  if (isEmpty) findings.push(emptyBlock(id, "text"));
}

/** The button as it can be sent, or why it cannot. */
function carry(
  { id, label, labelVariable, action }: RenderedButton,
  blockId: string,
  part: number,
  context: CompileContext,
): CarriedButton | Finding {
  if (label.trim() === "") {
    return {
      ...{ severity: "blocker", code: "button_without_label", blockId, text: "A button has no label." },
      remedy: "Write on the button what it does.",
    };
  }
  const sent = sentAs(action, { id, label, blockId }, context);
  return "severity" in sent ? sent : { blockId, part, id, label, labelVariable, action: sent, origin: action };
}

function sentAs(
  action: RenderedAction,
  { id, label, blockId }: { id: string; label: string; blockId: string },
  context: CompileContext,
): CarriedButton["action"] | Finding {
  switch (action.type) {
    case "reply":
      return { type: "reply", url: action.hasPage ? context.link("", id) : null };
    case "call": {
      const phone = callNumber(action.phone);
      return phone === null ? badNumber(blockId, label) : { type: "call", phone };
    }
    case "open_url":
      if (webAddress(action.url) === null) return badAddress(blockId, label, action.url);
      return { type: "open_url", url: context.link(action.url, id) };
    case "map":
      if (action.place === null) return badPlace(blockId, label);
      return { type: "open_url", url: context.link(mapAddress(action.place), id) };
    case "calendar":
      if (!isCompleteEvent(action.event)) return badEvent(blockId, label);
      return { type: "open_url", url: context.link("", id) };
    case "play":
      return { type: "open_url", url: context.link("", id) };
  }
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

function badPlace(blockId: string, label: string): Finding {
  return {
    ...{ severity: "blocker", code: "place_missing", blockId, text: `The button "${label}" shows no place.` },
    remedy: "Give its latitude and longitude.",
  };
}

function badEvent(blockId: string, label: string): Finding {
  return {
    ...{ severity: "blocker", code: "event_incomplete", blockId },
    text: `The button "${label}" adds an event without a name, or with an end before its start.`,
    remedy: "Complete the event.",
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
