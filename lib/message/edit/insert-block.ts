import { type Block, blocksMax, type Message } from "@/lib/message/schema";

/** Puts a block before the one at `index`; an index past the end appends. A full message stays as it is. */
export function insertBlock(message: Message, block: Block, index: number): Message {
  if (message.blocks.length >= blocksMax) return message;
  return { ...message, blocks: message.blocks.toSpliced(Math.max(0, index), 0, block) };
}
