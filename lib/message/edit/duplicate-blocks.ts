import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { moveBlock } from "@/lib/message/edit/move-block";
import { blocksMax, type Message } from "@/lib/message/schema";

/** Puts copies of several blocks, in their order, after the last of them. The message stays as it is when they do not fit. */
export function duplicateBlocks(message: Message, blockIds: ReadonlySet<string>, newId: () => string): Message {
  const originals = message.blocks.filter(({ id }) => blockIds.has(id));
  if (message.blocks.length + originals.length > blocksMax) return message;
  let copied = message;
  let end = message.blocks.findLastIndex(({ id }) => blockIds.has(id));
  for (const { id } of originals) {
    const more = duplicateBlock(copied, id, newId);
    if (more === copied) return message;
    copied = more;
    const copy = copied.blocks[copied.blocks.findIndex((block) => block.id === id) + 1];
    end += 1;
    if (copy !== undefined) copied = moveBlock(copied, copy.id, end);
  }
  return copied;
}
