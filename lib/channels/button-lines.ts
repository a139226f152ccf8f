import type { ChannelWords } from "@/lib/channels/channel-words";
import type { Finding } from "@/lib/channels/contract";
import { labelMark } from "@/lib/channels/label-mark";
import type { CarriedButton } from "@/lib/channels/read-message";
import { linePiece, type TextPiece } from "@/lib/channels/text-pieces";

/** Writes a button as a line of words; null when it cannot be said (an answer nobody would receive). */
export function buttonLine(button: CarriedButton, words: ChannelWords, canReceiveReplies: boolean): TextPiece[] | null {
  const { blockId } = button;
  const label = linePiece(button.label, blockId, button.labelVariable);
  const mark = labelMark(button.label);
  switch (button.action.type) {
    case "open_url":
      return [label, linePiece(mark, blockId), linePiece(button.action.url, blockId, true)];
    case "call":
      return [label, linePiece(`${mark}${button.action.phone}`, blockId)];
    case "reply": {
      // A page counts the answer whatever words people use, and "yes" by text could mean many things.
      if (button.action.url !== null)
        return [label, linePiece(mark, blockId), linePiece(button.action.url, blockId, true)];
      if (!canReceiveReplies) return null;
      const [before = "", after = ""] = words.replyWith.split("{label}");
      return [linePiece(before, blockId), label, linePiece(after, blockId)];
    }
  }
}

/** Buttons as lines below each other, with a finding for every block that changed or lost something. */
export function buttonSection(
  buttons: readonly CarriedButton[],
  words: ChannelWords,
  canReceiveReplies: boolean,
  channelName: string,
): { section: TextPiece[]; findings: Finding[] } {
  const section: TextPiece[] = [];
  const findings: Finding[] = [];
  const noted = new Set<string>();
  for (const button of buttons) {
    const line = buttonLine(button, words, canReceiveReplies);
    if (line === null) {
      findings.push({
        severity: "warning",
        code: "reply_dropped",
        blockId: button.blockId,
        text: `People cannot answer on ${channelName}, so "${button.label}" is left out.`,
        remedy: "Offer a link instead, or use a sender that can receive replies.",
      });
      continue;
    }
    if (section.length > 0) section.push(linePiece("\n", button.blockId));
    section.push(...line);
    if (noted.has(button.blockId)) continue;
    noted.add(button.blockId);
    findings.push({
      severity: "note",
      code: "button_as_text",
      blockId: button.blockId,
      text: `${channelName} shows buttons of this block as lines of text.`,
      remedy: null,
    });
  }
  return { section, findings };
}
