import { definitionOf } from "@/lib/message/blocks/registry";
import type { Block, BlockVariant, Message } from "@/lib/message/schema";

/** Where a version of a block stands in for it. */
export type VariantPlace = Pick<BlockVariant, "channel" | "language">;

/** The version that stands in for a block at exactly this place; undefined when there is none. */
function variantAt(message: Message, blockId: string, place: VariantPlace): BlockVariant | undefined {
  return message.variants?.find(
    ({ of, channel, language }) => of === blockId && channel === place.channel && language === place.language,
  );
}

/** Gives a block a version of its own at a place, or (null) leaves it out there. */
export function setVariant(message: Message, blockId: string, place: VariantPlace, block: Block | null): Message {
  if (message.blocks.every(({ id }) => id !== blockId)) return message;
  const others = (message.variants ?? []).filter((variant) => variant !== variantAt(message, blockId, place));
  return { ...message, variants: [...others, { of: blockId, ...place, block }] };
}

/** A version to start from: a copy of the block itself. */
export function startVariant(message: Message, blockId: string, place: VariantPlace, newId: () => string): Message {
  const block = message.blocks.find(({ id }) => id === blockId);
  if (block === undefined || variantAt(message, blockId, place) !== undefined) return message;
  return setVariant(message, blockId, place, definitionOf(block.kind).copy(block, newId));
}

/** Takes a version away: the block itself stands there again. */
export function removeVariant(message: Message, blockId: string, place: VariantPlace): Message {
  const variant = variantAt(message, blockId, place);
  if (variant === undefined || message.variants === undefined) return message;
  return { ...message, variants: message.variants.filter((other) => other !== variant) };
}
