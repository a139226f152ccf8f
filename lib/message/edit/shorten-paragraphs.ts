import type { Inline, Paragraph } from "@/lib/message/parts";

/**
 * Takes that many characters off the end, and the sign of the cut besides; variables and links go whole. Null when
 * nothing would be left. Example: "Come to the opening" less 6 is "Come to the…".
 */
export function shortenParagraphs(paragraphs: readonly Paragraph[], charsOver: number): Paragraph[] | null {
  const kept = paragraphs.map(({ style, children }) => ({ style, children: [...children] }));
  let left = charsOver;
  while (left > 0) {
    const last = kept.at(-1);
    if (last === undefined) return null;
    const inline = last.children.pop();
    if (inline === undefined) {
      kept.pop();
      left -= 1;
    } else if (inline.type === "text" && inline.text.length > left + 1) {
      last.children.push(cutText(inline, inline.text.length - left));
      left = 0;
    } else left -= lengthOf(inline);
  }
  const isEmpty = kept.every(({ children }) => children.every((inline) => inline.type === "break"));
  return isEmpty ? null : kept;
}

/** Back to the last whole word when there is one; a template is never cut inside. */
function cutText(inline: Extract<Inline, { type: "text" }>, charsMax: number): Inline {
  const open = Math.max(inline.text.lastIndexOf("{{", charsMax), inline.text.lastIndexOf("{%", charsMax));
  const close = Math.max(inline.text.indexOf("}}", open), inline.text.indexOf("%}", open));
  const end = open !== -1 && close + 2 > charsMax ? Math.max(1, open) : charsMax;
  const cut = inline.text.slice(0, end);
  const space = cut.trimEnd().lastIndexOf(" ");
  const words = (space > 0 ? cut.slice(0, space) : cut.slice(0, -1)).trimEnd();
  return { ...inline, text: `${words.replace(/[\uD800-\uDBFF]$/, "")}…` };
}

function lengthOf(inline: Inline): number {
  switch (inline.type) {
    case "text":
      return inline.text.length;
    case "link":
      // The words and the tracked address behind them.
      return inline.text.length + 1;
    case "variable":
      return Math.max(1, inline.fallback?.length ?? 1);
    case "break":
      return 1;
  }
}
