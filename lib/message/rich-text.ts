import { z } from "zod";
import { type Inline, type Mark, markSchema, type Paragraph } from "@/lib/message/parts";

/**
 * Between the paragraphs of a text block and the document of the text editor (ProseMirror's JSON). What the editor can
 * hold and a message cannot is brought to the nearest a message can: a nested list is flattened, and a link that is
 * bold in part is not bold.
 */

interface EditorMark {
  type: string;
  attrs?: Record<string, unknown>;
}

export interface EditorNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: EditorNode[];
  text?: string;
  marks?: EditorMark[];
}

/** The same as it is read back: an absent part may be there as undefined. */
interface ReadNode {
  type: string;
  attrs?: Record<string, unknown> | undefined;
  content?: ReadNode[] | undefined;
  text?: string | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
}

const attributes = z.record(z.string(), z.unknown()).optional();
const editorNodeSchema: z.ZodType<ReadNode> = z.object({
  type: z.string(),
  attrs: attributes,
  get content() {
    return z.array(editorNodeSchema).optional();
  },
  text: z.string().optional(),
  marks: z.array(z.object({ type: z.string(), attrs: attributes })).optional(),
});

const variableAttributes = z.object({ path: z.string(), fallback: z.string().nullable() });
const linkAttributes = z.object({ href: z.string() });

/** Longest piece of text the message schema takes; longer text becomes several pieces that look like one. */
const textCharsMax = 5000;

/** Paragraphs as the editor's document. */
export function toEditor(paragraphs: readonly Paragraph[]): EditorNode {
  const content: EditorNode[] = [];
  for (const { style, children } of paragraphs) {
    const inside = joinText(children.map(inlineToEditor));
    const paragraph: EditorNode = { type: "paragraph", ...(inside.length > 0 && { content: inside }) };
    if (style === "plain") {
      content.push(paragraph);
      continue;
    }
    const type = style === "bullet" ? "bulletList" : "orderedList";
    const item: EditorNode = { type: "listItem", content: [paragraph] };
    const before = content.at(-1);
    if (before?.type === type) before.content?.push(item);
    else content.push({ type, content: [item] });
  }
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

/** The editor's document as paragraphs. Takes any JSON; what is no editor document throws. */
export function fromEditor(json: unknown): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const visit = (node: ReadNode, style: Paragraph["style"]): void => {
    if (node.type === "paragraph") paragraphs.push({ style, children: inlines(node.content ?? []) });
    else {
      const inner = node.type === "bulletList" ? "bullet" : node.type === "orderedList" ? "ordered" : style;
      for (const child of node.content ?? []) visit(child, inner);
    }
  };
  visit(editorNodeSchema.parse(json), "plain");
  return paragraphs.length > 0 ? paragraphs : [{ style: "plain", children: [] }];
}

/** A variable as written inside a link, where the editor shows no chip. */
function variableAsLiquid(path: string, fallback: string | null): string {
  if (fallback === null) return `{{ ${path} }}`;
  // Liquid has no escapes: the quote that does not occur inside is used.
  const quote = fallback.includes('"') ? "'" : '"';
  return `{{ ${path} | default: ${quote}${quote === "'" ? fallback.replaceAll("'", "’") : fallback}${quote} }}`;
}

function inlineToEditor(inline: Inline): EditorNode {
  switch (inline.type) {
    case "break":
      return { type: "hardBreak" };
    case "variable": {
      const attrs = { path: inline.path, fallback: inline.fallback };
      return { type: "variable", attrs, ...marksToEditor(inline.marks) };
    }
    case "text":
      return { type: "text", text: inline.text, ...marksToEditor(inline.marks) };
    case "link":
      return { type: "text", text: inline.text, ...marksToEditor(inline.marks, inline.url) };
  }
}

function marksToEditor(marks: readonly Mark[], href?: string): { marks?: EditorMark[] } {
  const all: EditorMark[] = [
    ...inOrder(marks).map((type) => ({ type })),
    ...(href === undefined ? [] : [{ type: "link", attrs: { href } }]),
  ];
  return all.length > 0 ? { marks: all } : {};
}

/** Neighbouring pieces with the same looks are one text node, as the editor itself keeps them. */
function joinText(nodes: EditorNode[]): EditorNode[] {
  const joined: EditorNode[] = [];
  for (const node of nodes) {
    const before = joined.at(-1);
    if (node.type === "text" && before?.type === "text" && sameMarks(before.marks, node.marks)) {
      joined[joined.length - 1] = { ...before, text: `${before.text}${node.text}` };
    } else joined.push(node);
  }
  return joined;
}

function sameMarks(one: EditorMark[] | undefined, other: EditorMark[] | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? []);
}

function inlines(nodes: readonly ReadNode[]): Inline[] {
  const children: Inline[] = [];
  for (const node of nodes) {
    const inline = inlineFromEditor(node);
    const before = children.at(-1);
    if (inline === null) continue;
    if (inline.type === "link" && before?.type === "link" && before.url === inline.url) {
      const marks = before.marks.filter((mark) => inline.marks.includes(mark));
      children[children.length - 1] = { ...before, text: before.text + inline.text, marks };
    } else if (inline.type === "text" && before?.type === "text" && `${before.marks}` === `${inline.marks}`) {
      children[children.length - 1] = { ...before, text: before.text + inline.text };
    } else children.push(inline);
  }
  return children.flatMap((inline) => (inline.type === "text" ? inPieces(inline) : [inline]));
}

function inlineFromEditor(node: ReadNode): Inline | null {
  if (node.type === "hardBreak") return { type: "break" };
  const marks = inOrder((node.marks ?? []).flatMap(({ type }) => markSchema.safeParse(type).data ?? []));
  const link = linkAttributes.safeParse(node.marks?.find(({ type }) => type === "link")?.attrs).data;
  const variable = node.type === "variable" ? variableAttributes.safeParse(node.attrs).data : undefined;
  if (variable !== undefined && link === undefined) return { type: "variable", ...variable, marks };
  const text = variable === undefined ? (node.text ?? "") : variableAsLiquid(variable.path, variable.fallback);
  if (text === "") return null;
  return link === undefined ? { type: "text", text, marks } : { type: "link", text, url: link.href, marks };
}

function inPieces(inline: Extract<Inline, { type: "text" }>): Inline[] {
  const pieces: Inline[] = [];
  for (let rest = inline.text; rest !== ""; ) {
    // A pair of surrogates is one character and stays together.
    const end =
      rest.length > textCharsMax && /[\uD800-\uDBFF]/.test(rest.charAt(textCharsMax - 1))
        ? textCharsMax - 1
        : textCharsMax;
    pieces.push({ ...inline, text: rest.slice(0, end) });
    rest = rest.slice(end);
  }
  return pieces;
}

function inOrder(marks: readonly Mark[]): Mark[] {
  return markSchema.options.filter((mark) => marks.includes(mark));
}
