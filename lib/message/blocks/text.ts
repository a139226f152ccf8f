import { z } from "zod";
import type { RenderedInline } from "@/lib/channels/contract";
import { addressProblems } from "@/lib/message/address-problems";
import type { BlockDefinition, Parse, Reader } from "@/lib/message/block-definition";
import { textLinkKey } from "@/lib/message/link-keys";
import { blockIdSchema, type Inline, type Mark, paragraphSchema } from "@/lib/message/parts";
import { isVariable, type PreparedText, renderPieces, renderText } from "@/lib/message/prepare-text";
import { warning } from "@/lib/message/problem";
import { renderAddress } from "@/lib/message/render-address";

export const textBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("text"),
  paragraphs: z.array(paragraphSchema).max(100),
});
export type TextBlock = z.infer<typeof textBlockSchema>;

/** Words with looks, lists, links and variables. */
export const textBlock: BlockDefinition<TextBlock> = {
  kind: "text",
  empty: (newId) => ({ id: newId(), kind: "text", paragraphs: [{ style: "plain", children: [] }] }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) => {
    const inlines = inlinesOf(block);
    const isEmpty = inlines.every(
      (inline) => inline.type === "break" || (inline.type === "text" && !inline.text.trim()),
    );
    if (isEmpty)
      return [warning("text_empty", block.id, "This text is empty.", "Write something or remove the block.")];
    return inlines.flatMap((inline) =>
      inline.type === "link" ? addressProblems(block.id, inline.url, `The link "${inline.text}"`) : [],
    );
  },
  mediaIds: () => [],
  links: (block) =>
    inlinesOf(block)
      .filter((inline) => inline.type === "link")
      .map((inline, ordinal) => ({ key: textLinkKey(block.id, ordinal), label: inline.text })),
  prepare: (block, parse) => {
    let ordinal = 0;
    const paragraphs = block.paragraphs.map(({ style, children }) => ({
      style,
      children: children.map((inline) =>
        prepareInline(inline, parse, () => {
          ordinal += 1;
          return textLinkKey(block.id, ordinal - 1);
        }),
      ),
    }));
    return (reader) => [
      {
        id: block.id,
        kind: "text",
        paragraphs: paragraphs.map(({ style, children }) => ({
          style,
          children: children.flatMap((inline) => renderInline(inline, reader)),
        })),
      },
    ];
  },
};

type PreparedInline =
  | { type: "text"; text: PreparedText; marks: readonly Mark[] }
  | { type: "link"; key: string; text: PreparedText; url: PreparedText; marks: readonly Mark[]; variable: boolean }
  | { type: "break" };

function inlinesOf(block: TextBlock): Inline[] {
  return block.paragraphs.flatMap(({ children }) => children);
}

function prepareInline(inline: Inline, parse: Parse, nextLinkKey: () => string): PreparedInline {
  switch (inline.type) {
    case "break":
      return inline;
    case "text":
      return { type: "text", text: parse("text", inline.text), marks: inline.marks };
    case "variable":
      return { type: "text", text: parse.variable(inline.path, inline.fallback), marks: inline.marks };
    case "link": {
      const text = parse("link", inline.text);
      const url = parse("link address", inline.url);
      return { type: "link", key: nextLinkKey(), text, url, marks: inline.marks, variable: isVariable(text) };
    }
  }
}

function renderInline(inline: PreparedInline, { scope, gaps }: Reader): RenderedInline[] {
  switch (inline.type) {
    case "break":
      return [inline];
    case "text":
      return renderPieces(inline.text, scope, gaps).map((piece) =>
        Object.assign({ type: "text" as const, marks: inline.marks }, piece),
      );
    case "link":
      return [
        {
          type: "link",
          key: inline.key,
          text: renderText(inline.text, scope, gaps),
          url: renderAddress(inline.url, scope, gaps),
          marks: inline.marks,
          variable: inline.variable,
        },
      ];
  }
}
