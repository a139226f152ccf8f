import type { RenderedBlock, RenderedInline, RenderedMessage } from "@/lib/channels/contract";

const words = "[Test]";
const inline = (text: string): RenderedInline => ({ type: "text", text, marks: [], variable: false });

/**
 * Puts "[Test]" in front of the first words of a message that was filled in for somebody, whatever the channel makes
 * of it afterwards. A message without words gets a text of its own. Links keep their numbers.
 */
export function markAsTest(message: RenderedMessage): RenderedMessage {
  const first = message.blocks.findIndex((block) => block.kind === "text" && block.paragraphs.length > 0);
  if (first === -1) {
    const own: RenderedBlock = {
      id: "test-mark",
      kind: "text",
      paragraphs: [{ style: "plain", children: [inline(words)] }],
    };
    return { ...message, blocks: [own, ...message.blocks] };
  }
  const blocks = message.blocks.map((block, index): RenderedBlock => {
    if (index !== first || block.kind !== "text") return block;
    const paragraphs = block.paragraphs.map((paragraph, place) =>
      place === 0 ? { ...paragraph, children: [inline(`${words} `), ...paragraph.children] } : paragraph,
    );
    return { ...block, paragraphs };
  });
  return { ...message, blocks };
}
