import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { piecesText } from "@/lib/channels/text-pieces";
import { vonageAddresses, vonageReceiptFields, vonageTtl } from "@/lib/channels/vonage-envelope";
import type { MmsContent } from "./adapt";
import { ttlRangeSeconds } from "./limits";

/** The request for a multimedia message (Vonage Messages API, channel mms). There is no subject field. */
export function toVonage(content: MmsContent, context: CompileContext): JsonObject {
  const text = piecesText(content.pieces);
  const [first, ...others] = content.images;
  const rest = { ...vonageTtl(context, ttlRangeSeconds), ...vonageReceiptFields(context, true) };
  if (first === undefined) return { ...vonageAddresses("mms", "text", context), text, ...rest };
  if (others.length === 0) {
    return {
      ...vonageAddresses("mms", "image", context),
      image: { url: first.file.url, caption: text },
      ...rest,
    };
  }
  return {
    ...vonageAddresses("mms", "content", context),
    content: [
      { type: "image", url: first.file.url, caption: text },
      ...others.map((image) => ({ type: "image", url: image.file.url })),
    ],
    ...rest,
  };
}
