import { definitionOf } from "@/lib/message/blocks/registry";
import { allBlocks } from "@/lib/message/message-view";
import type { Message } from "@/lib/message/schema";

/** The uploaded files that messages show, each once. */
export function mediaOf(messages: readonly Message[]): string[] {
  const ids = messages.flatMap(allBlocks).flatMap((block) => definitionOf(block.kind).mediaIds(block));
  return [...new Set(ids)];
}
