import type { Finding } from "@/lib/channels/contract";
import type { PlainBlock, PlainMessage } from "@/lib/channels/simplify";
import type { Mark } from "@/lib/message/parts";

type TextBlock = Extract<PlainBlock, { kind: "text" }>;

/** One note for each text block whose formatting a channel cannot show. */
export function droppedFormatting(message: PlainMessage, channelName: string, shown: readonly Mark[]): Finding[] {
  const findings: Finding[] = [];
  for (const block of message.blocks) {
    if (block.kind !== "text") continue;
    const lost = lostMarks(block, shown);
    if (lost.size === 0) continue;
    const names = [...lost].map((mark) => markNames[mark]).join(", ");
    findings.push({
      severity: "note",
      code: "formatting_dropped",
      blockId: block.id,
      text: `${channelName} shows these words without ${names}.`,
      remedy: null,
    });
  }
  return findings;
}

const none: ReadonlySet<Mark> = new Set();

function lostMarks({ paragraphs }: TextBlock, shown: readonly Mark[]): ReadonlySet<Mark> {
  let lost: Set<Mark> | null = null;
  for (const { children } of paragraphs) {
    for (const inline of children) {
      if (inline.type === "break") continue;
      for (const mark of inline.marks) {
        if (shown.includes(mark)) continue;
        lost ??= new Set();
        lost.add(mark);
      }
    }
  }
  return lost ?? none;
}

const markNames: Record<Mark, string> = {
  bold: "bold",
  italic: "italics",
  underline: "underlining",
  strike: "strikethrough",
};
