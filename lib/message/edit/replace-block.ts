import type { Block, Message } from "@/lib/message/schema";

/** Puts a changed block in the place of the one with its id, be it one of the message or one that stands in for another. */
export function replaceBlock(message: Message, block: Block): Message {
  const index = message.blocks.findIndex(({ id }) => id === block.id);
  if (index !== -1) {
    return message.blocks[index] === block ? message : { ...message, blocks: message.blocks.with(index, block) };
  }
  const variants = message.variants ?? [];
  const at = variants.findIndex((variant) => variant.block?.id === block.id);
  const variant = variants[at];
  if (variant === undefined || variant.block === block) return message;
  return { ...message, variants: variants.with(at, { ...variant, block }) };
}
