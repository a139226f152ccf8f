import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { insertBlock } from "@/lib/message/edit/insert-block";
import { type Block, blocksMax, type Message } from "@/lib/message/schema";

/** Puts copies of blocks of whatever message before the block at `index`; all of them, or none when they do not fit. */
export function pasteBlocks(message: Message, blocks: readonly Block[], index: number, newId: () => string): Message {
  if (message.blocks.length + blocks.length > blocksMax) return message;
  return blocks.reduce((into, block, place) => {
    const copy = duplicateBlock({ blocks: [block] }, block.id, newId).blocks[1];
    return copy === undefined ? into : insertBlock(into, copy, index + place);
  }, message);
}
