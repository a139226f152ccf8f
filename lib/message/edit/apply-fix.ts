import type { Fix } from "@/lib/channels/contract";
import { shorten } from "@/lib/channels/shorten";
import { definitionOf } from "@/lib/message/blocks/registry";
import { replaceBlock } from "@/lib/message/edit/replace-block";
import { setVariant, type VariantPlace } from "@/lib/message/edit/set-variant";
import { shortenParagraphs } from "@/lib/message/edit/shorten-paragraphs";
import { allBlocks } from "@/lib/message/message-view";
import { type Block, type Message, messageSchema } from "@/lib/message/schema";

/**
 * Mends what a finding complains of, where it complains: the block gets a version of its own at that place, and stays
 * as it is everywhere else. The same message when there is nothing to mend.
 */
export function applyFix(
  message: Message,
  { blockId, fix, place }: { blockId: string; fix: Fix; place: VariantPlace },
  newId: () => string,
): Message {
  const block = allBlocks(message).find(({ id }) => id === blockId);
  const mended = block === undefined ? null : mend(block, fix);
  if (mended === null) return message;
  const variant = message.variants?.find((candidate) => candidate.block?.id === blockId);
  const isHere = variant?.channel === place.channel && variant.language === place.language;
  if (isHere) return replaceBlock(message, mended);
  return setVariant(message, variant?.of ?? blockId, place, definitionOf(mended.kind).copy(mended, newId));
}

function mend(block: Block, fix: Fix): Block | null {
  switch (fix.type) {
    case "replace_characters": {
      const { replacements } = fix;
      return withStrings(block, wordKeys, (text) =>
        [...text].map((char) => (Object.hasOwn(replacements, char) ? replacements[char] : char)).join(""),
      );
    }
    case "shorten_labels":
      // A personal label is as long as the person's data; cutting its template would break it.
      return withStrings(block, labelKeys, (label) => (label.includes("{") ? label : shorten(label, fix.charsMax)));
    case "shorten_text": {
      if (!("paragraphs" in block)) return null;
      const paragraphs = shortenParagraphs(block.paragraphs, fix.charsOver);
      return paragraphs === null ? null : { ...block, paragraphs };
    }
    case "show_still":
      if (!("alt" in block)) return null;
      return {
        ...{ id: block.id, kind: "image", mediaId: block.mediaId, alt: block.alt },
        ...("look" in block && block.look !== undefined ? { look: block.look } : {}),
      };
  }
}

/** What a block says, by the names its parts have; addresses, codes and ids are none of it. */
const wordKeys = new Set(["text", "label", "alt", "title", "question", "name", "address", "hours", "fallback"]);
const labelKeys = new Set(["label"]);

/** The block with some of its strings changed; null when none was. */
function withStrings(block: Block, keys: ReadonlySet<string>, change: (text: string) => string): Block | null {
  let isChanged = false;
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      const changed = keys.has(key) ? change(value) : value;
      if (changed !== value) isChanged = true;
      return changed;
    }
    if (Array.isArray(value)) return value.map((inner) => visit(inner, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, name)]));
  };
  // Words that grew beyond their place stay as they are: three points take more room than an ellipsis.
  const changed = messageSchema.safeParse({ blocks: [visit(block, "")] }).data?.blocks[0];
  return isChanged && changed !== undefined ? changed : null;
}
