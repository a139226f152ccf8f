import type { TextPiece } from "@/lib/channels/text-pieces";

/**
 * Takes the first line as a heading when it is short and something follows; nothing is ever lost or said twice.
 * The heading is plain words: what follows starts at the next non-blank line.
 */
export function splitHeading(
  pieces: readonly TextPiece[],
  headingCharsMax: number,
): { heading: string | null; rest: TextPiece[] } {
  let heading = "";
  for (const [index, piece] of pieces.entries()) {
    const end = piece.text.indexOf("\n");
    heading += end === -1 ? piece.text : piece.text.slice(0, end);
    if (heading.trim().length > headingCharsMax) break;
    if (end === -1) continue;
    const tail = [{ ...piece, text: piece.text.slice(end + 1) }, ...pieces.slice(index + 1)];
    const rest = withoutLeadingBlank(tail);
    if (heading.trim() === "" || rest.length === 0) break;
    return { heading: heading.trim(), rest };
  }
  return { heading: null, rest: [...pieces] };
}

function withoutLeadingBlank(pieces: readonly TextPiece[]): TextPiece[] {
  const start = pieces.findIndex((piece) => piece.text.trim() !== "");
  if (start === -1) return [];
  return pieces.slice(start).map((piece, index) => (index === 0 ? { ...piece, text: piece.text.trimStart() } : piece));
}
