import type { RenderedButton, RenderedMedia, RenderedMessage } from "@/lib/channels/contract";
import type { LinkSlot } from "@/lib/message/block-definition";
import { definitionOf } from "@/lib/message/blocks/registry";
import { allBlocks } from "@/lib/message/message-view";
import type { CalendarEvent } from "@/lib/message/parts";
import type { Message } from "@/lib/message/schema";

/** A place a message leads to. Its index in the list is the number that tracked link codes carry. */
export interface MessageLink extends LinkSlot {
  blockId: string;
}

/** Every link of a message and of its versions, in the order of the document: the same for everybody. */
export function linksOf(message: Message): readonly MessageLink[] {
  const before = known.get(message);
  if (before !== undefined) return before;
  const links = allBlocks(message).flatMap((block) =>
    definitionOf(block.kind)
      .links(block)
      .map((link) => ({ ...link, blockId: block.id })),
  );
  known.set(message, links);
  return links;
}

/** A message never changes once it is made, and is asked for its links for every person. */
const known = new WeakMap<Message, readonly MessageLink[]>();

/** What a link opens for one person. */
export type LinkTarget =
  /** `isWritten`: an address of the marketer's, not one of ours such as a map. */
  | { type: "url"; url: string; isWritten: boolean }
  | { type: "calendar"; event: CalendarEvent }
  /** `alt`: what is to be seen or heard, filled in for the person. */
  | { type: "media"; mediaId: string; alt: string }
  /** A page that takes the answer a button stands for. */
  | { type: "answer"; answer: string };

/** Where each link leads, by key, as filled in for one person. */
export function linkTargets(message: RenderedMessage): Map<string, LinkTarget> {
  const targets = new Map<string, LinkTarget>();
  const addMedia = ({ playKey, source, alt }: RenderedMedia) => {
    if (playKey === null || source.type !== "upload" || source.mediaId === null) return;
    targets.set(playKey, { type: "media", mediaId: source.mediaId, alt });
  };
  const addButton = (button: RenderedButton) => {
    const target = targetOf(button);
    if (target !== null) targets.set(button.id, target);
  };
  for (const block of message.blocks) {
    if (block.kind === "text") {
      for (const inline of block.paragraphs.flatMap(({ children }) => children)) {
        if (inline.type === "link") targets.set(inline.key, { type: "url", url: inline.url, isWritten: true });
      }
    }
    if (block.kind === "media") addMedia(block.media);
    if (block.kind === "buttons") block.buttons.forEach(addButton);
    if (block.kind === "carousel") {
      for (const card of block.cards) {
        addMedia(card.media);
        card.buttons.forEach(addButton);
      }
    }
  }
  return targets;
}

/** Films and sounds are found by the part they play, so a button that plays one has no target of its own. */
function targetOf({ action, label }: RenderedButton): LinkTarget | null {
  switch (action.type) {
    case "open_url":
      return { type: "url", url: action.url, isWritten: true };
    case "map":
      return action.place === null ? null : { type: "url", url: mapAddress(action.place), isWritten: false };
    case "calendar":
      return { type: "calendar", event: action.event };
    case "reply":
      return action.hasPage ? { type: "answer", answer: label } : null;
    case "call":
    case "play":
      return null;
  }
}

/** A map of a place that every phone opens (Google Maps URLs, search action). */
export function mapAddress({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `https://www.google.com/maps/search/?api=1&query=${latitude}%2C${longitude}`;
}
