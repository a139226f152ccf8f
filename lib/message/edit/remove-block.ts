import type { Message } from "@/lib/message/schema";

/** Takes a block out; the message stays the same object when there is none of that id. */
export function removeBlock(message: Message, blockId: string): Message {
  const blocks = message.blocks.filter((block) => block.id !== blockId);
  return blocks.length === message.blocks.length ? message : { ...message, blocks };
}
