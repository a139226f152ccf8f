import type { Finding } from "@/lib/channels/contract";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { RcsContent } from "./adapt";
import { cardTextCharsMax, textCharsMax } from "./limits";

/** What RCS refuses. */
export function check(content: RcsContent): Finding[] {
  const tooLong = content.card
    ? textTooLong(content.pieces, cardTextCharsMax, "An RCS card")
    : textTooLong(content.pieces, textCharsMax, "An RCS text");
  return [...nothingToSend(content.isEmpty, "RCS"), ...tooLong];
}
