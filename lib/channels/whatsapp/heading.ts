import type { RenderedBlock, RenderedMessage } from "@/lib/channels/contract";
import { headingCharsMax } from "./limits";

/** WhatsApp takes plain words there: no formatting signs, no emoji. */
const notPlain = /[*_~`\n{}]|\p{Extended_Pictographic}/u;

/**
 * Takes a bold first line off a message, for the header of a template, where WhatsApp shows it in bold. Only fixed
 * words: a header may be personal, but then it would be approved less readily than a body.
 */
export function takeHeading(message: RenderedMessage): { heading: string | null; message: RenderedMessage } {
  const asIs = { heading: null, message };
  const [first, ...others] = message.blocks;
  if (first?.kind !== "text") return asIs;
  const [line, ...paragraphs] = first.paragraphs;
  if (line?.style !== "plain" || line.children.length === 0) return asIs;
  let heading = "";
  for (const inline of line.children) {
    if (inline.type !== "text" || inline.variable || !inline.marks.includes("bold")) return asIs;
    heading += inline.text;
  }
  heading = heading.trim();
  if (heading === "" || heading.length > headingCharsMax || notPlain.test(heading)) return asIs;
  if (!paragraphs.some(hasFixedWords) && !others.some(({ kind }) => kind === "text")) return asIs;
  const rest: RenderedBlock = { ...first, paragraphs: trimmed(paragraphs) };
  return { heading, message: { blocks: [...(rest.paragraphs.length > 0 ? [rest] : []), ...others] } };
}

type Paragraph = Extract<RenderedBlock, { kind: "text" }>["paragraphs"][number];

function hasFixedWords({ children }: Paragraph): boolean {
  return children.some((inline) => inline.type === "text" && !inline.variable && inline.text.trim() !== "");
}

/** Without the empty lines that stood between heading and words. */
function trimmed(paragraphs: Paragraph[]): Paragraph[] {
  const start = paragraphs.findIndex(({ children }) => children.length > 0);
  return start === -1 ? [] : paragraphs.slice(start);
}
