import type { Message } from "@/lib/message/schema";

/** The block that a version stands in for; the id itself when it names no version. */
export function baseOf(message: Message, blockId: string): string {
  return message.variants?.find(({ block }) => block?.id === blockId)?.of ?? blockId;
}
