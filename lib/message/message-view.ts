import type { ChannelId } from "@/lib/channels/ids";
import type { Block, BlockVariant, Message } from "@/lib/message/schema";

/** Where and in which language a message is read. */
export interface MessageView {
  /** Null: as on every channel without words of its own. */
  channel: ChannelId | null;
  /** BCP 47 of the person; null: the workspace's own language. */
  locale: string | null;
}

/**
 * The blocks as they stand on a channel in a language. The nearest version wins: channel and language, then language,
 * then channel, then the block itself: words one cannot read help nobody, however short they are.
 */
export function blocksFor(message: Message, view: MessageView): Block[] {
  const { variants } = message;
  if (variants === undefined || variants.length === 0) return message.blocks;
  const language = writtenLanguage(message, view.locale);
  return message.blocks.flatMap((block) => {
    const variant = nearest(variants, block.id, view.channel, language);
    if (variant === undefined) return [block];
    return variant.block === null ? [] : [variant.block];
  });
}

/** The language of the message that a person gets: theirs, else the same without its region, else null for the workspace's own. */
export function writtenLanguage(message: Message, locale: string | null): string | null {
  const { languages } = message;
  if (locale === null || languages === undefined) return null;
  const wanted = locale.replaceAll("_", "-").toLowerCase();
  const exact = languages.find((language) => language.toLowerCase() === wanted);
  const bare = wanted.split("-")[0];
  return exact ?? languages.find((language) => language.toLowerCase() === bare) ?? null;
}

function nearest(
  variants: readonly BlockVariant[],
  blockId: string,
  channel: ChannelId | null,
  language: string | null,
): BlockVariant | undefined {
  const own = variants.filter(({ of }) => of === blockId);
  const find = (wantedChannel: ChannelId | null, wantedLanguage: string | null) =>
    own.find((variant) => variant.channel === wantedChannel && variant.language === wantedLanguage);
  return (
    (channel !== null && language !== null ? find(channel, language) : undefined) ??
    (language !== null ? find(null, language) : undefined) ??
    (channel !== null ? find(channel, null) : undefined)
  );
}

/** Every block of a message, with those that stand in for others. */
export function allBlocks(message: Message): Block[] {
  return [...message.blocks, ...(message.variants ?? []).flatMap(({ block }) => (block === null ? [] : [block]))];
}
