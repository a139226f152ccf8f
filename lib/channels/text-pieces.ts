import type { RenderedInline, RenderedParagraph } from "@/lib/channels/contract";
import type { Mark } from "@/lib/message/parts";

/** Words on their way into a request: where they come from, and whether they differ from person to person. */
export interface TextPiece {
  text: string;
  variable: boolean;
  /** What a personal value looks like; absent where nothing is known. */
  example?: string;
  blockId: string | null;
}

/** How a channel writes what plain text cannot say. */
export interface TextStyle {
  bullet: string;
  /** The sign put around a run of words, such as `*` for bold; absent when the channel drops the formatting. */
  signs: Partial<Record<Mark, string>>;
}

/** The address a link of the message gets; null when it cannot be sent. */
export type Address = (url: string, key: string) => string | null;

/** Writes a text block as plain text: bullets and numbers in front, the address after a link's words. */
export function textPieces(
  blockId: string,
  paragraphs: readonly RenderedParagraph[],
  style: TextStyle,
  address: Address,
): TextPiece[] {
  const pieces: TextPiece[] = [];
  let ordinal = 0;
  for (const [index, paragraph] of paragraphs.entries()) {
    ordinal = paragraph.style === "ordered" ? ordinal + 1 : 0;
    const before = paragraph.style === "ordered" ? `${ordinal}. ` : paragraph.style === "bullet" ? style.bullet : "";
    pieces.push({ text: `${index > 0 ? "\n" : ""}${before}`, variable: false, blockId });
    for (const piece of paragraphPieces(paragraph.children, style, address)) pieces.push({ ...piece, blockId });
  }
  return merged(pieces);
}

type Run = { text: string; variable: boolean; signs: readonly string[]; example?: string };

function paragraphPieces(
  children: readonly RenderedInline[],
  style: TextStyle,
  address: Address,
): Omit<TextPiece, "blockId">[] {
  const runs: Run[] = [];
  for (const inline of children) {
    if (inline.type === "break") {
      runs.push({ text: "\n", variable: false, signs: [] });
      continue;
    }
    const blank = !inline.variable && inline.text.trim() === "";
    const signs = blank ? [] : signOrder.flatMap((mark) => signOf(mark, inline.marks, style));
    if (inline.type === "text") {
      const { example } = inline;
      runs.push({ text: inline.text, variable: inline.variable, signs, ...(example === undefined ? {} : { example }) });
      continue;
    }
    const url = address(inline.url, inline.key);
    const named = inline.text.trim() !== "" && inline.text.trim() !== inline.url;
    if (named || url === null) runs.push({ text: inline.text, variable: inline.variable, signs });
    if (named && url !== null) runs.push({ text: " ", variable: false, signs: [] });
    if (url !== null) runs.push({ text: url, variable: true, signs: [] });
  }
  return signed(runs);
}

const signOrder: readonly Mark[] = ["bold", "italic", "strike", "underline"];

function signOf(mark: Mark, marks: readonly Mark[], style: TextStyle): string[] {
  const sign = style.signs[mark];
  return sign !== undefined && marks.includes(mark) ? [sign] : [];
}

/**
 * Puts formatting signs around runs. Neighbours with the same sign share one pair, and signs stand against the words,
 * not against spaces: `*two *` would be shown as it stands.
 */
function signed(runs: readonly Run[]): Omit<TextPiece, "blockId">[] {
  const out: Omit<TextPiece, "blockId">[] = [];
  let open: readonly string[] = [];
  const close = (keep: number): void => {
    if (open.length <= keep) return;
    const closing = open.slice(keep).reverse().join("");
    const last = out.at(-1);
    if (last && !last.variable) {
      const words = last.text.trimEnd();
      last.text = `${words}${closing}${last.text.slice(words.length)}`;
    } else out.push({ text: closing, variable: false });
    open = open.slice(0, keep);
  };
  for (const run of runs) {
    let shared = 0;
    while (shared < open.length && open[shared] === run.signs[shared]) shared += 1;
    close(shared);
    const opening = run.signs.slice(shared).join("");
    if (opening !== "" && !run.variable) {
      const words = run.text.trimStart();
      out.push({ text: `${run.text.slice(0, run.text.length - words.length)}${opening}${words}`, variable: false });
    } else {
      if (opening !== "") out.push({ text: opening, variable: false });
      const { text, variable, example } = run;
      out.push({ text, variable, ...(example === undefined ? {} : { example }) });
    }
    open = run.signs;
  }
  close(0);
  return out;
}

/** Joins neighbouring fixed pieces of the same block; variable ones stay apart, each is one placeholder. */
function merged(pieces: readonly TextPiece[]): TextPiece[] {
  const out: TextPiece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (!piece.variable && piece.text === "") continue;
    if (last && !last.variable && !piece.variable && last.blockId === piece.blockId) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}

/** One line of words the channel writes itself, on behalf of a block or (null) of the message. */
export function linePiece(text: string, blockId: string | null, variable = false): TextPiece {
  return { text, variable, blockId };
}

/** Puts sections below each other with a blank line between; blank sections leave no gap. */
export function joinSections(sections: readonly (readonly TextPiece[])[]): TextPiece[] {
  const filled = sections.filter((section) => section.some((piece) => piece.text.trim() !== ""));
  return filled.flatMap((section, index) =>
    index === 0 ? [...section] : [linePiece("\n\n", section[0]?.blockId ?? null), ...section],
  );
}

/** The words of all pieces as one string. */
export function piecesText(pieces: readonly TextPiece[]): string {
  let text = "";
  for (const piece of pieces) text += piece.text;
  return text;
}

/** The block that holds the character at a place: whom to blame when a text is too long or holds a costly letter. */
export function blockAt(pieces: readonly TextPiece[], charIndex: number): string | null {
  let end = 0;
  let block: string | null = null;
  for (const piece of pieces) {
    end += piece.text.length;
    // Words the channel adds itself are nobody's fault: the last block before them is what can be shortened.
    if (piece.blockId !== null) block = piece.blockId;
    if (charIndex < end && block !== null) return block;
  }
  return block;
}
