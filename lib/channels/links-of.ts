import type { RenderedMessage } from "@/lib/channels/contract";
import type { Message } from "@/lib/message/schema";

/** A destination of a message. Its place in the list is the number that tracked link codes carry. */
export interface MessageLink {
  key: string;
  blockId: string;
  label: string;
  /** As written: Liquid in a document, the address itself in a rendered message. */
  url: string;
}

/** The tracking name of the n-th link (from 0) written inside a text block. */
export function textLinkKey(blockId: string, ordinal: number): string {
  return `${blockId}.${ordinal}`;
}

/** The tracking name of a button. */
export function buttonLinkKey(buttonId: string): string {
  return buttonId;
}

/**
 * Every link of a message in the order of the document. A document and its rendering for any person give the same
 * keys in the same order, so an index means the same thing when the link is made and when it is followed.
 */
export function linksOf(message: Message | RenderedMessage): MessageLink[] {
  const links: MessageLink[] = [];
  for (const block of message.blocks) {
    if (block.kind === "text") {
      let ordinal = 0;
      for (const paragraph of block.paragraphs) {
        for (const inline of paragraph.children) {
          if (inline.type !== "link") continue;
          links.push({ key: textLinkKey(block.id, ordinal), blockId: block.id, label: inline.text, url: inline.url });
          ordinal += 1;
        }
      }
    }
    if (block.kind === "buttons") {
      for (const button of block.buttons) {
        if (button.action.type !== "open_url") continue;
        links.push({ key: buttonLinkKey(button.id), blockId: block.id, label: button.label, url: button.action.url });
      }
    }
  }
  return links;
}
