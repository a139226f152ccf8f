import type { Finding } from "@/lib/channels/contract";
import type { TextPiece } from "@/lib/channels/text-pieces";

/** Shown where a personal value is empty: WhatsApp refuses a request with an empty parameter. */
const invisible = "\u200b";

/** A text as a template has it: fixed words with numbered placeholders, and what stands for them. */
export interface NumberedText {
  text: string;
  /** For one person. */
  values: string[];
  /** For whoever approves the template. */
  examples: string[];
}

/** Everything personal becomes a placeholder; empty values stay, so that the text never depends on the person. */
export function numbered(pieces: readonly TextPiece[], findings: Finding[]): NumberedText {
  const values: string[] = [];
  const examples: string[] = [];
  let text = "";
  for (const piece of pieces) {
    if (piece.variable) {
      values.push(parameterText(piece, findings));
      examples.push(exampleOf(piece));
      text += `{{${values.length}}}`;
      continue;
    }
    // Two braces would read as a placeholder.
    const spaced = piece.text.replaceAll("{{", "{ {").replaceAll("}}", "} }");
    if (spaced !== piece.text) findings.push(spacedBraces(piece.blockId));
    text += spaced;
  }
  return { text, values, examples };
}

/** The same pieces with something to see or not to see in every personal one. */
export function filledPieces(pieces: readonly TextPiece[]): TextPiece[] {
  return pieces.map((piece) => (piece.variable && piece.text.trim() === "" ? { ...piece, text: invisible } : piece));
}

/** A personal value on one line: templates allow no line breaks and no gaps inside values. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\n\r\t]\s*/g, " ").replace(/ {4,}/g, "   ");
}

function exampleOf({ text, example }: TextPiece): string {
  if (example !== undefined) return oneLine(example);
  return /^https?:\/\//.test(text) ? `${text.slice(0, text.lastIndexOf("/") + 1)}example` : "example";
}

function parameterText(piece: TextPiece, findings: Finding[]): string {
  const text = oneLine(piece.text);
  if (piece.text === invisible && piece.blockId !== null) {
    findings.push({
      severity: "note",
      code: "value_empty",
      blockId: piece.blockId,
      text: "A personal value is empty for this person; WhatsApp gets an invisible character for it.",
      remedy: null,
    });
  } else if (text !== piece.text) {
    findings.push({
      severity: "note",
      code: "value_one_line",
      blockId: piece.blockId,
      text: "A personal value goes on one line: WhatsApp templates allow no line breaks inside it.",
      remedy: null,
    });
  }
  return text;
}

function spacedBraces(blockId: string | null): Finding {
  return {
    severity: "note",
    code: "braces_spaced",
    blockId,
    text: "WhatsApp reads two braces as a placeholder, so a space is put between them.",
    remedy: null,
  };
}
