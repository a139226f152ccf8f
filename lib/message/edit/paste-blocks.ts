import { duplicateBlock } from "@/lib/message/edit/duplicate-block";
import { fits } from "@/lib/message/edit/fits";
import { insertBlock } from "@/lib/message/edit/insert-block";
import { partOfMessage } from "@/lib/message/edit/part-of-message";
import { blocksMax, type Message } from "@/lib/message/schema";

/**
 * Puts copies of blocks of whatever message before the block at `index`, with their versions for channels and languages;
 * all of them, or none when they do not fit.
 */
export function pasteBlocks(message: Message, part: Message, index: number, newId: () => string): Message {
  if (message.blocks.length + part.blocks.length > blocksMax) return message;
  const pasted = part.blocks.reduce((into, { id }, place) => {
    const doubled = duplicateBlock(partOfMessage(part, new Set([id])), id, newId);
    const copy = doubled.blocks[1];
    if (copy === undefined) return into;
    const withBlock = insertBlock(into, copy, index + place);
    const { variants = [] } = partOfMessage(doubled, new Set([copy.id]));
    if (variants.length === 0) return withBlock;
    const languages = new Set([...(into.languages ?? []), ...variants.flatMap(({ language }) => language ?? [])]);
    return {
      ...withBlock,
      variants: [...(into.variants ?? []), ...variants],
      ...(languages.size > 0 && { languages: [...languages] }),
    };
  }, message);
  return fits(pasted) ? pasted : message;
}
