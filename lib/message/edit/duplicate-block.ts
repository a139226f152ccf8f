import { definitionOf } from "@/lib/message/blocks/registry";
import { fits } from "@/lib/message/edit/fits";
import { insertBlock } from "@/lib/message/edit/insert-block";
import type { Message } from "@/lib/message/schema";

/** Puts a copy after a block, with its versions for channels and languages. Everything that is counted by its id gets a new one. */
export function duplicateBlock(message: Message, blockId: string, newId: () => string): Message {
  const index = message.blocks.findIndex((block) => block.id === blockId);
  const block = message.blocks[index];
  if (block === undefined) return message;
  const copy = definitionOf(block.kind).copy(block, newId);
  const copied = insertBlock(message, copy, index + 1);
  if (copied === message || message.variants === undefined) return copied;
  const variants = message.variants
    .filter(({ of }) => of === blockId)
    .map((variant) => ({
      ...variant,
      of: copy.id,
      block: variant.block === null ? null : definitionOf(variant.block.kind).copy(variant.block, newId),
    }));
  const whole = variants.length === 0 ? copied : { ...copied, variants: [...message.variants, ...variants] };
  return fits(whole) ? whole : message;
}
