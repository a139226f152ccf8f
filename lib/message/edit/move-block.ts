import type { Message } from "@/lib/message/schema";

/** Moves a block so that it ends up at `toIndex`, kept within the message. Example: a b c, a to 2 gives b c a. */
export function moveBlock(message: Message, blockId: string, toIndex: number): Message {
  const from = message.blocks.findIndex((block) => block.id === blockId);
  const block = message.blocks[from];
  const to = Math.min(message.blocks.length - 1, Math.max(0, toIndex));
  if (block === undefined || from === to) return message;
  return { ...message, blocks: message.blocks.toSpliced(from, 1).toSpliced(to, 0, block) };
}
