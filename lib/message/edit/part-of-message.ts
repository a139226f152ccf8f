import type { Message } from "@/lib/message/schema";

/** Some blocks of a message with what stands in for them on channels and in languages. */
export function partOfMessage(message: Message, blockIds: ReadonlySet<string>): Message {
  const blocks = message.blocks.filter(({ id }) => blockIds.has(id));
  const variants = message.variants?.filter(({ of }) => blockIds.has(of)) ?? [];
  return variants.length === 0 ? { blocks } : { blocks, variants };
}
