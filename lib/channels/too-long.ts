import type { Finding } from "@/lib/channels/contract";
import { blockAt, type TextPiece } from "@/lib/channels/text-pieces";

/** A blocker at the block where the text passes the limit; nothing when it is short enough. */
export function textTooLong(pieces: readonly TextPiece[], charsMax: number, what: string): Finding[] {
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= charsMax) return [];
  return [
    {
      severity: "blocker",
      code: "text_too_long",
      blockId: blockAt(pieces, charsMax),
      text: `${what} takes at most ${charsMax} characters; this is ${length}, with links and opt-out words.`,
      remedy: `Shorten the text by ${length - charsMax} characters.`,
      fix: { type: "shorten_text", charsOver: length - charsMax },
    },
  ];
}

/** A blocker when nothing is left to say. */
export function nothingToSend(isEmpty: boolean, channelName: string): Finding[] {
  if (!isEmpty) return [];
  return [
    {
      severity: "blocker",
      code: "nothing_to_send",
      blockId: null,
      text: `Nothing of this message can go by ${channelName}.`,
      remedy: "Add some text.",
    },
  ];
}
