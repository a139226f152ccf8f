import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Inline, markSchema, type Paragraph, paragraphSchema } from "@/lib/message/parts";
import { type EditorNode, fromEditor, toEditor } from "@/lib/message/rich-text";

const marks = fc.subarray([...markSchema.options]);
const words = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: words, marks }),
  fc.record({
    type: fc.constant("variable" as const),
    path: fc.constantFrom("first_name", "attributes.city"),
    fallback: fc.option(fc.string({ maxLength: 10 })),
    marks,
  }),
  fc.record({ type: fc.constant("link" as const), text: words, url: fc.webUrl(), marks }),
  fc.constant({ type: "break" as const }),
);
const paragraph: fc.Arbitrary<Paragraph> = fc.record({
  style: fc.constantFrom("plain" as const, "bullet" as const, "ordered" as const),
  children: fc.array(inline, { maxLength: 8 }),
});

/** What a reader gets: the words, where they lead, what is filled in. */
function read(paragraphs: readonly Paragraph[]): string {
  const inside = (child: Inline) => {
    if (child.type === "break") return "\n";
    if (child.type === "variable") return `<${child.path}|${child.fallback}|${child.marks}>`;
    return [...child.text]
      .map((letter) => `${letter}${child.type === "link" ? `@${child.url}` : `~${child.marks}`}`)
      .join("");
  };
  return paragraphs.map(({ style, children }) => `${style}:${children.map(inside).join("")}`).join("\n\n");
}

describe("rich text", () => {
  test("nothing is lost on the way to the editor and back, and a second way changes nothing more", () => {
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 8 }), (paragraphs) => {
        const back = fromEditor(toEditor(paragraphs));
        expect(read(back)).toBe(read(paragraphs));
        expect(fromEditor(toEditor(back))).toEqual(back);
        for (const one of back) expect(paragraphSchema.safeParse(one).success).toBe(true);
      }),
    );
  });

  test("an empty text is one empty paragraph", () => {
    expect(toEditor([])).toEqual({ type: "doc", content: [{ type: "paragraph" }] });
    expect(fromEditor(toEditor([]))).toEqual([{ style: "plain", children: [] }]);
  });

  test("what a message cannot hold becomes the nearest it can", () => {
    const item = (text: string, ...more: EditorNode[]): EditorNode => ({
      type: "listItem",
      content: [{ type: "paragraph", content: [{ type: "text", text }] }, ...more],
    });
    const nested = {
      type: "doc",
      content: [{ type: "bulletList", content: [item("a", { type: "orderedList", content: [item("b")] })] }],
    };
    expect(fromEditor(nested)).toEqual([
      { style: "bullet", children: [{ type: "text", text: "a", marks: [] }] },
      { style: "ordered", children: [{ type: "text", text: "b", marks: [] }] },
    ]);
    const href = { type: "link", attrs: { href: "https://shop.example" } };
    const variable = { type: "variable", attrs: { path: "first_name", fallback: 'the "boss"' }, marks: [href] };
    const partly = [
      { type: "text", text: "See ", marks: [{ type: "bold" }, href] },
      { type: "text", text: "offers of ", marks: [href] },
      variable,
    ];
    expect(fromEditor({ type: "doc", content: [{ type: "paragraph", content: partly }] })).toEqual([
      {
        style: "plain",
        children: [
          {
            type: "link",
            text: `See offers of {{ first_name | default: 'the "boss"' }}`,
            url: "https://shop.example",
            marks: [],
          },
        ],
      },
    ]);
  });

  test("text longer than one piece may be is kept whole", () => {
    const text = `${"a".repeat(4999)}😀${"b".repeat(6000)}`;
    const paragraphs = fromEditor({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] });
    expect(paragraphs.every((one) => paragraphSchema.safeParse(one).success)).toBe(true);
    expect(toEditor(paragraphs).content?.[0]?.content?.[0]?.text).toBe(text);
  });
});
