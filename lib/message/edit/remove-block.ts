import type { Message } from "@/lib/message/schema";

/** Takes a block out, with what stood in for it on channels and in languages; the message stays the same object when there is none of that id. */
export function removeBlock(message: Message, blockId: string): Message {
  const blocks = message.blocks.filter((block) => block.id !== blockId);
  if (blocks.length === message.blocks.length) return message;
  const variants = message.variants?.filter(({ of }) => of !== blockId);
  return variants === undefined ? { ...message, blocks } : { ...message, blocks, variants };
}
