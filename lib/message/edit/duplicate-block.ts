import { insertBlock } from "@/lib/message/edit/insert-block";
import type { Block, Message } from "@/lib/message/schema";

/** Puts a copy after a block. Everything that is counted by its id, buttons too, gets a new one. */
export function duplicateBlock(message: Message, blockId: string, newId: () => string): Message {
  const index = message.blocks.findIndex((block) => block.id === blockId);
  const block = message.blocks[index];
  return block === undefined ? message : insertBlock(message, copyOf(block, newId), index + 1);
}

function copyOf(block: Block, newId: () => string): Block {
  if (block.kind !== "buttons") return { ...block, id: newId() };
  return { ...block, id: newId(), buttons: block.buttons.map((button) => ({ ...button, id: newId() })) };
}
