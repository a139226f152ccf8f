import { expect, test } from "vitest";
import type { RenderedBlock } from "@/lib/channels/contract";
import { markAsTest } from "@/lib/message/mark-as-test";

const text = (id: string, words: string): RenderedBlock => ({
  id,
  kind: "text",
  paragraphs: [{ style: "plain", children: [{ type: "text", text: words, marks: ["bold"], variable: true }] }],
});
const divider: RenderedBlock = { id: "line", kind: "divider" };

test("the mark stands before the first words, and nothing else changes", () => {
  const { blocks } = markAsTest({ blocks: [divider, text("a", "Hello"), text("b", "More")] });
  expect(blocks[0]).toEqual(divider);
  expect(blocks[2]).toEqual(text("b", "More"));
  expect(blocks[1]).toMatchObject({
    paragraphs: [
      {
        children: [
          { text: "[Test] ", marks: [], variable: false },
          { text: "Hello", marks: ["bold"] },
        ],
      },
    ],
  });
});

test("a message without words gets a text of its own in front", () => {
  const { blocks } = markAsTest({ blocks: [{ id: "t", kind: "text", paragraphs: [] }, divider] });
  expect(blocks).toHaveLength(3);
  expect(blocks[0]).toMatchObject({ kind: "text", paragraphs: [{ children: [{ text: "[Test]" }] }] });
});
