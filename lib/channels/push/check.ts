import type { Finding, JsonObject } from "@/lib/channels/contract";
import { blockAt, piecesText } from "@/lib/channels/text-pieces";
import { nothingToSend } from "@/lib/channels/too-long";
import type { PushContent } from "./adapt";
import { bodyCharsShown, payloadBytesMax } from "./limits";
import { notShown } from "./not-shown";
import { payloadBytes } from "./payload-bytes";

/** What push services refuse and phones cut. */
export function check(content: PushContent, payload: JsonObject): Finding[] {
  const findings = nothingToSend(content.isEmpty, "push");
  if (content.image !== null) findings.push(notShown(content.image.blockId, "image"));
  const bytes = payloadBytes(payload);
  const { length } = piecesText(content.pieces);
  if (bytes > payloadBytesMax) {
    findings.push({
      severity: "blocker",
      code: "text_too_long",
      blockId: blockAt(content.pieces, Math.max(0, length - (bytes - payloadBytesMax))),
      text: `A notification takes at most ${payloadBytesMax} bytes; this is ${bytes}.`,
      remedy: "Shorten the text.",
    });
  } else if (length > bodyCharsShown) {
    findings.push({
      severity: "warning",
      code: "text_may_be_cut",
      blockId: blockAt(content.pieces, bodyCharsShown),
      text: `Phones show about ${bodyCharsShown} characters of a notification; this is ${length}.`,
      remedy: "Put what matters first, or shorten the text.",
    });
  }
  return findings;
}
