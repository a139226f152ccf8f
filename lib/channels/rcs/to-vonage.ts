import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { encodePostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import { piecesText } from "@/lib/channels/text-pieces";
import { vonageAddresses, vonageReceiptFields, vonageTtl } from "@/lib/channels/vonage-envelope";
import type { RcsContent } from "./adapt";
import { postbackCharsMax, ttlRangeSeconds } from "./limits";

/** The request for an RCS message (Vonage Messages API, channel rcs): a text or one card. */
export function toVonage(content: RcsContent, context: CompileContext): JsonObject {
  const text = piecesText(content.pieces);
  const suggestions = [
    ...content.suggestions.map((button) => suggestion(button, context)),
    ...(content.preferencesLabel === null ? [] : [preferences(content.preferencesLabel, context)]),
  ];
  const chips = suggestions.length > 0 ? { suggestions } : {};
  const rest = { ...vonageTtl(context, ttlRangeSeconds), ...vonageReceiptFields(context, false) };
  if (content.card === null) {
    return {
      ...vonageAddresses("rcs", "text", context),
      text,
      ...chips,
      rcs: { category: "promotion" },
      ...rest,
    };
  }
  const { image, title } = content.card;
  return {
    ...vonageAddresses("rcs", "card", context),
    card: {
      title,
      text,
      media_url: image.file.url,
      ...(image.alt === "" ? {} : { media_description: image.alt }),
      // The picture is prepared as 2:1; at 168 dp height that is what a card is wide, so nothing is cropped.
      media_height: "MEDIUM",
      ...chips,
    },
    rcs: { card_orientation: "VERTICAL", category: "promotion" },
    ...rest,
  };
}

function suggestion(button: CarriedButton, context: CompileContext): JsonObject {
  const common = {
    text: button.label,
    postback_data: encodePostback(context.clientRef, button.id).slice(0, postbackCharsMax),
  };
  switch (button.action.type) {
    case "open_url":
      return { type: "open_url", ...common, url: button.action.url };
    case "call":
      return { type: "dial", ...common, phone_number: button.action.phone };
    case "reply":
      return { type: "reply", ...common };
  }
}

function preferences(label: string, context: CompileContext): JsonObject {
  return {
    type: "open_url",
    text: label,
    postback_data: encodePostback(context.clientRef, "preferences"),
    url: context.preferencesUrl,
  };
}
