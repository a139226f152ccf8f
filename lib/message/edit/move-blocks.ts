import { moveBlock } from "@/lib/message/edit/move-block";
import type { Message } from "@/lib/message/schema";

/**
 * Moves several blocks one place up (-1) or down (1), each past the nearest block that does not move. What has reached
 * the end stays there. Example: a B c D, up, gives B a D c.
 */
export function moveBlocks(message: Message, blockIds: ReadonlySet<string>, by: -1 | 1): Message {
  const places = message.blocks.map((_, place) => place);
  let moved = message;
  for (const place of by === -1 ? places : places.reverse()) {
    const block = moved.blocks[place];
    const neighbour = moved.blocks[place + by];
    if (block === undefined || neighbour === undefined) continue;
    if (blockIds.has(block.id) && !blockIds.has(neighbour.id)) moved = moveBlock(moved, block.id, place + by);
  }
  return moved;
}
