import { messageProblems } from "@/lib/message/message-problems";
import type { Message } from "@/lib/message/schema";

/** The worst that is wrong with each block or a version of it whatever the channel. */
export function worstByBlock(message: Message): Map<string, "blocker" | "warning"> {
  const owners = new Map(message.variants?.map(({ of, block }) => [block?.id, of]));
  const worst = new Map<string, "blocker" | "warning">();
  for (const { blockId, severity } of messageProblems(message)) {
    const ownerId = blockId === null ? null : (owners.get(blockId) ?? blockId);
    if (ownerId === null || severity === "note" || worst.get(ownerId) === "blocker") continue;
    worst.set(ownerId, severity);
  }
  return worst;
}
