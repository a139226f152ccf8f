import type { PlainBlock } from "@/lib/channels/simplify";
import { joinSections, linePiece, type TextPiece } from "@/lib/channels/text-pieces";

/** What a channel writes for one part of a message. */
export interface PartSection {
  blockId: string;
  kind: PlainBlock["kind"];
  pieces: readonly TextPiece[];
}

/**
 * Writes a message as one text: parts of one block stay together, line by line, and a blank line comes before the next
 * block, or before the next words of the same one (another card).
 */
export function joinParts(parts: readonly PartSection[]): TextPiece[] {
  const sections: TextPiece[][] = [];
  let blockId: string | null = null;
  let hasWords = false;
  for (const part of parts) {
    const pieces = trimmed(part.pieces);
    if (pieces.length === 0) continue;
    const isWords = part.kind === "text";
    const before = part.blockId === blockId && !(isWords && hasWords) ? sections.at(-1) : undefined;
    if (before === undefined) {
      sections.push(pieces);
      hasWords = isWords;
    } else {
      before.push(linePiece("\n", part.blockId), ...pieces);
      hasWords ||= isWords;
    }
    blockId = part.blockId;
  }
  return joinSections(sections);
}

/** Without blank lines at either end: a value a person lacks may leave some. */
function trimmed(pieces: readonly TextPiece[]): TextPiece[] {
  const start = pieces.findIndex(({ text }) => text.trim() !== "");
  const end = pieces.findLastIndex(({ text }) => text.trim() !== "");
  const kept = pieces.slice(start, end + 1);
  const first = kept[0];
  if (start === -1 || first === undefined) return [];
  kept[0] = { ...first, text: first.text.replace(/^\s*\n/, "") };
  const last = kept.at(-1) ?? first;
  kept[kept.length - 1] = { ...last, text: last.text.replace(/\n\s*$/, "") };
  return kept;
}
