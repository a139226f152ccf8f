import type { Finding } from "@/lib/channels/contract";
import { nothingToSend, textTooLong } from "@/lib/channels/too-long";
import type { MmsContent } from "./adapt";
import { captionCharsMax, textCharsMax } from "./limits";

/** What MMS refuses. */
export function check(content: MmsContent): Finding[] {
  const charsMax = content.attachments.length > 0 ? captionCharsMax : textCharsMax;
  return [...nothingToSend(content.isEmpty, "MMS"), ...textTooLong(content.pieces, charsMax, "MMS")];
}
