import { pathsOf, prepareText } from "@/lib/message/prepare-text";
import type { Block, Message } from "@/lib/message/schema";

/** Every string of a message that may hold Liquid. */
function templatesOf(message: Message): string[] {
  return message.blocks.flatMap(blockTemplates);
}

function blockTemplates(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return block.paragraphs.flatMap(({ children }) =>
        children.flatMap((inline) => {
          if (inline.type === "text") return [inline.text];
          return inline.type === "link" ? [inline.text, inline.url] : [];
        }),
      );
    case "image":
      return [block.alt];
    case "buttons":
      return block.buttons.flatMap(({ label, action }) => (action.type === "open_url" ? [label, action.url] : [label]));
  }
}

/** The paths into a person's data that a message uses, each once, in order of first use. */
export function variablesOf(message: Message): string[] {
  const paths = new Set<string>();
  for (const block of message.blocks) {
    if (block.kind !== "text") continue;
    for (const inline of block.paragraphs.flatMap(({ children }) => children)) {
      if (inline.type === "variable") paths.add(inline.path);
    }
  }
  for (const template of templatesOf(message)) {
    for (const path of pathsOf(prepareText(template))) paths.add(path);
  }
  return [...paths];
}
