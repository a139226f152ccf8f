import { baseOf } from "@/lib/message/base-of";
import { definitionOf } from "@/lib/message/blocks/registry";
import { allBlocks } from "@/lib/message/message-view";
import { type Block, type BlockVariant, type Message, variantsMax } from "@/lib/message/schema";

/** Where a version of a block stands in for it. */
export type VariantPlace = Pick<BlockVariant, "channel" | "language">;

/** The version that stands in for a block at exactly this place; undefined when there is none. */
export function variantAt(message: Message, blockId: string, place: VariantPlace): BlockVariant | undefined {
  return message.variants?.find(
    ({ of, channel, language }) => of === blockId && channel === place.channel && language === place.language,
  );
}

/** Gives a block a version of its own at a place, or (null) leaves it out there. A message with as many as it may have stays as it is. */
export function setVariant(message: Message, blockId: string, place: VariantPlace, block: Block | null): Message {
  if (message.blocks.every(({ id }) => id !== blockId)) return message;
  const replaced = variantAt(message, blockId, place);
  const others = (message.variants ?? []).filter((variant) => variant !== replaced);
  if (others.length >= variantsMax) return message;
  return { ...message, variants: [...others, { of: blockId, ...place, block }] };
}

/** A version to start from: a copy of what stands there now. Where it was left out, it comes back. */
export function startVariant(message: Message, blockId: string, place: VariantPlace, newId: () => string): Message {
  const block = message.blocks.find(({ id }) => id === blockId);
  const own = variantAt(message, blockId, place);
  if (block === undefined || (own !== undefined && own.block !== null)) return message;
  const inLanguage = variantAt(message, blockId, { channel: null, language: place.language })?.block;
  const onChannel = variantAt(message, blockId, { channel: place.channel, language: null })?.block;
  const source = inLanguage ?? onChannel ?? block;
  return setVariant(message, blockId, place, definitionOf(source.kind).copy(source, newId));
}

/** Takes a version away: the block itself stands there again. */
export function removeVariant(message: Message, blockId: string, place: VariantPlace): Message {
  const variant = variantAt(message, blockId, place);
  if (variant === undefined || message.variants === undefined) return message;
  return { ...message, variants: message.variants.filter((other) => other !== variant) };
}

/** Gives a block, or the version that stands there now, words of its own at a place. `versionId` becomes the new block's id. */
export function ownVersion(message: Message, blockId: string, place: VariantPlace, versionId: string): Message {
  const block = allBlocks(message).find(({ id }) => id === blockId);
  if (block === undefined || block.id === versionId) return message;
  const base = baseOf(message, blockId);
  if (variantAt(message, base, place)?.block?.id === blockId) return message;
  let count = 0;
  // The first id asked for is the block's own; its parts are named after it.
  const newId = () => (count++ === 0 ? versionId : `${versionId}-${count}`);
  return setVariant(message, base, place, definitionOf(block.kind).copy(block, newId));
}
