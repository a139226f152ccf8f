import { variantAt } from "@/lib/message/edit/set-variant";
import type { Block, Message } from "@/lib/message/schema";

/** How many of the blocks that have words were written in a language or left out of it on purpose. */
export function translationProgress(
  message: Message,
  language: string,
  isWorded: (block: Block) => boolean,
): { done: number; total: number } {
  const worded = message.blocks.filter(isWorded);
  const done = worded.filter(({ id }) => variantAt(message, id, { channel: null, language }) !== undefined);
  return { done: done.length, total: worded.length };
}
