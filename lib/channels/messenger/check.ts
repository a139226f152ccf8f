import type { Finding } from "@/lib/channels/contract";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { MessengerContent } from "./adapt";
import { textCharsMax } from "./limits";

/** What Messenger refuses. Outside the window nothing may be sent; routing asks the channel for that. */
export function check(content: MessengerContent): Finding[] {
  return [
    ...nothingToSend(content.isEmpty, "Messenger"),
    ...textTooLong(content.pieces, textCharsMax, "A Messenger message"),
  ];
}
