import type { Finding } from "@/lib/channels/contract";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { RcsContent } from "./adapt";
import { cardTextCharsMax, textCharsMax } from "./limits";

/** What RCS refuses. */
export function check(content: RcsContent): Finding[] {
  return [
    ...nothingToSend(content.isEmpty, "RCS"),
    ...textTooLong(content.pieces, textCharsMax, "An RCS text"),
    ...content.cards.flatMap(({ pieces }) => textTooLong(pieces, cardTextCharsMax, "An RCS card")),
  ];
}
