import type { Block, Message } from "@/lib/message/schema";

/** Puts a changed block in the place of the one with its id. */
export function replaceBlock(message: Message, block: Block): Message {
  const index = message.blocks.findIndex(({ id }) => id === block.id);
  if (index === -1 || message.blocks[index] === block) return message;
  return { ...message, blocks: message.blocks.with(index, block) };
}
