import type { Finding } from "@/lib/channels/contract";
import type { PlainMessage } from "@/lib/channels/simplify";
import type { Mark } from "@/lib/message/parts";

/** One note for each text block whose formatting a channel cannot show. */
export function droppedFormatting(message: PlainMessage, channelName: string, shown: readonly Mark[]): Finding[] {
  return message.blocks.flatMap((block): Finding[] => {
    if (block.kind !== "text") return [];
    const lost: Mark[] = [];
    for (const paragraph of block.paragraphs) {
      for (const inline of paragraph.children) {
        if (inline.type === "break") continue;
        for (const mark of inline.marks) if (!shown.includes(mark) && !lost.includes(mark)) lost.push(mark);
      }
    }
    if (lost.length === 0) return [];
    const names = lost.map((mark) => markNames[mark]).join(", ");
    return [
      {
        severity: "note",
        code: "formatting_dropped",
        blockId: block.id,
        text: `${channelName} shows these words without ${names}.`,
        remedy: null,
      },
    ];
  });
}

const markNames: Record<Mark, string> = {
  bold: "bold",
  italic: "italics",
  underline: "underlining",
  strike: "strikethrough",
};
