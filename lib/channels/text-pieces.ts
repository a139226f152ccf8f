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
  const writer = new PieceWriter(blockId);
  let ordinal = 0;
  for (const [index, paragraph] of paragraphs.entries()) {
    ordinal = paragraph.style === "ordered" ? ordinal + 1 : 0;
    const before = paragraph.style === "ordered" ? `${ordinal}. ` : paragraph.style === "bullet" ? style.bullet : "";
    writer.fixed(index > 0 ? `\n${before}` : before);
    for (const inline of paragraph.children) writeInline(inline, writer, style, address);
    writer.unsigned();
  }
  return writer.pieces;
}

function writeInline(inline: RenderedInline, writer: PieceWriter, style: TextStyle, address: Address): void {
  if (inline.type === "break") {
    writer.run("\n", false, noSigns);
    return;
  }
  const { text, variable } = inline;
  const signs = !variable && text.trim() === "" ? noSigns : signsOf(inline.marks, style);
  if (inline.type === "text") {
    writer.run(text, variable, signs, inline.example);
    return;
  }
  const url = address(inline.url, inline.key);
  const isNamed = text.trim() !== "" && text.trim() !== inline.url;
  if (isNamed || url === null) writer.run(text, variable, signs);
  if (isNamed && url !== null) writer.run(" ", false, noSigns);
  if (url !== null) writer.run(url, true, noSigns);
}

const signOrder: readonly Mark[] = ["bold", "italic", "strike", "underline"];
const noSigns: readonly string[] = [];

function signsOf(marks: readonly Mark[], { signs }: TextStyle): readonly string[] {
  if (marks.length === 0) return noSigns;
  return signOrder.flatMap((mark) => (marks.includes(mark) ? (signs[mark] ?? []) : []));
}

/**
 * Puts the words of one block one after another. Neighbouring fixed words become one piece; variable ones stay apart,
 * each is one placeholder. Neighbours with the same sign share one pair, and signs stand against the words, not against
 * spaces: `*two *` would be shown as it stands.
 */
class PieceWriter {
  readonly pieces: TextPiece[] = [];
  private open: readonly string[] = noSigns;

  constructor(private readonly blockId: string) {}

  fixed(text: string): void {
    if (text === "") return;
    const last = this.pieces.at(-1);
    if (last && !last.variable) last.text += text;
    else this.pieces.push({ text, variable: false, blockId: this.blockId });
  }

  run(text: string, variable: boolean, signs: readonly string[], example?: string): void {
    let shared = 0;
    while (shared < this.open.length && this.open[shared] === signs[shared]) shared += 1;
    this.close(shared);
    const opening = signs.slice(shared).join("");
    this.open = signs;
    if (variable) {
      this.fixed(opening);
      const { blockId } = this;
      this.pieces.push(example === undefined ? { text, variable, blockId } : { text, variable, blockId, example });
    } else if (opening === "") this.fixed(text);
    else {
      const words = text.trimStart();
      this.fixed(`${text.slice(0, text.length - words.length)}${opening}${words}`);
    }
  }

  /** Closes every sign that is still open. */
  unsigned(): void {
    this.close(0);
  }

  private close(keep: number): void {
    if (this.open.length <= keep) return;
    const closing = this.open.slice(keep).reverse().join("");
    this.open = this.open.slice(0, keep);
    const last = this.pieces.at(-1);
    if (!last || last.variable) {
      this.fixed(closing);
      return;
    }
    const words = last.text.trimEnd();
    last.text = `${words}${closing}${last.text.slice(words.length)}`;
  }
}

/** One line of words the channel writes itself, on behalf of a block or (null) of the message. */
export function linePiece(text: string, blockId: string | null, variable = false): TextPiece {
  return { text, variable, blockId };
}

/** Puts sections below each other with a blank line between; blank sections leave no gap. */
export function joinSections(sections: readonly (readonly TextPiece[])[]): TextPiece[] {
  const joined: TextPiece[] = [];
  for (const section of sections) {
    if (section.every((piece) => piece.text.trim() === "")) continue;
    if (joined.length > 0) joined.push(linePiece("\n\n", section[0]?.blockId ?? null));
    joined.push(...section);
  }
  return joined;
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
