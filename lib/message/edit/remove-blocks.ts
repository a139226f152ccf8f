import { removeBlock } from "@/lib/message/edit/remove-block";
import type { Message } from "@/lib/message/schema";

/** Takes several blocks out. */
export function removeBlocks(message: Message, blockIds: ReadonlySet<string>): Message {
  return [...blockIds].reduce(removeBlock, message);
}
