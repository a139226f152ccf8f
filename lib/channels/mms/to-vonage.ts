import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { piecesText } from "@/lib/channels/text-pieces";
import { vonageAddresses, vonageReceiptFields, vonageTtl } from "@/lib/channels/vonage-envelope";
import type { MmsContent } from "./adapt";
import { ttlRangeSeconds } from "./limits";

/** The request for a multimedia message (Vonage Messages API, channel mms). There is no subject field. */
export function toVonage({ attachments, pieces }: MmsContent, context: CompileContext): JsonObject {
  const text = piecesText(pieces);
  const [first, ...others] = attachments;
  const rest = { ...vonageTtl(context, ttlRangeSeconds), ...vonageReceiptFields(context, true) };
  if (first === undefined) return { ...vonageAddresses("mms", "text", context), text, ...rest };
  if (others.length === 0) {
    const { type, url } = first;
    return { ...vonageAddresses("mms", type, context), [type]: { url, caption: text }, ...rest };
  }
  // Words are read beside a picture or film; a recording's caption is shown by few phones.
  const captioned = attachments.find(({ type }) => type !== "audio") ?? first;
  return {
    ...vonageAddresses("mms", "content", context),
    content: attachments.map(({ type, url }, index) => ({
      ...{ type, url },
      ...(index === attachments.indexOf(captioned) ? { caption: text } : {}),
    })),
    ...rest,
  };
}
