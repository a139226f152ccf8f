import type { PlainMessage } from "@/lib/channels/simplify";

/** Whether the text of the same block says what its picture shows, as with countdowns, maps, codes and products. */
export function isSaid(message: PlainMessage, picture: { blockId: string; alt: string }): boolean {
  const wanted = wordsOf(picture.alt);
  if (wanted.length === 0) return false;
  const said = new Set<string>();
  for (const block of message.blocks) {
    if (block.id !== picture.blockId || block.kind !== "text") continue;
    for (const { children } of block.paragraphs) {
      const text = children.map((inline) => (inline.type === "break" ? "\n" : inline.text)).join("");
      for (const word of wordsOf(text)) said.add(word);
    }
  }
  return wanted.every((word) => said.has(word));
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,:]+/).filter(Boolean);
}
