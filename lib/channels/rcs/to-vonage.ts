import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { piecesText } from "@/lib/channels/text-pieces";
import { vonageAddresses, vonageReceiptFields, vonageTtl } from "@/lib/channels/vonage-envelope";
import type { RcsCard, RcsContent } from "./adapt";
import { ttlRangeSeconds } from "./limits";
import { preferencesSuggestion, suggestion } from "./suggestion";

const heights = { short: "SHORT", medium: "MEDIUM", tall: "TALL" } as const;

/** The request for an RCS message (Vonage Messages API, channel rcs): a text, a card, or a carousel of cards. */
export function toVonage(content: RcsContent, context: CompileContext): JsonObject {
  const suggestions = [
    ...content.suggestions.map((button) => suggestion(button, context)),
    ...(content.preferencesLabel === null ? [] : [preferencesSuggestion(content.preferencesLabel, context)]),
  ];
  const chips = suggestions.length > 0 ? { suggestions } : {};
  const rest = { ...vonageTtl(context, ttlRangeSeconds), ...vonageReceiptFields(context, false) };
  const [only, ...others] = content.cards;
  // The height of a picture beside the words is given by the words.
  const isSideways = content.look.orientation === "sideways" && others.length === 0;
  const height = isSideways ? {} : { media_height: heights[content.look.height] };
  if (only === undefined) {
    const text = piecesText(content.pieces);
    return { ...vonageAddresses("rcs", "text", context), text, ...chips, rcs: { category: "promotion" }, ...rest };
  }
  if (others.length === 0) {
    const look = isSideways
      ? { card_orientation: "HORIZONTAL", image_alignment: "LEFT" }
      : { card_orientation: "VERTICAL" };
    return {
      ...vonageAddresses("rcs", "card", context),
      card: { ...cardJson(only, height), ...chips },
      rcs: { ...look, category: "promotion" },
      ...rest,
    };
  }
  const carousel = content.cards.map((card) => {
    const own = card.suggestions.map((button) => suggestion(button, context));
    return { ...cardJson(card, height), ...(own.length > 0 ? { suggestions: own } : {}) };
  });
  return {
    ...vonageAddresses("rcs", "carousel", context),
    carousel,
    // The SDKs take suggestions below a carousel, too (Vonage .NET SDK, RcsCarouselRequest: at most 11).
    ...chips,
    rcs: { card_width: "MEDIUM", category: "promotion" },
    ...rest,
  };
}

function cardJson({ visual, title, pieces }: RcsCard, height: JsonObject): JsonObject {
  const { url, alt, thumbnailUrl, mustRefresh } = visual;
  return {
    title,
    text: piecesText(pieces),
    media_url: url,
    ...(alt === "" ? {} : { media_description: alt }),
    ...height,
    ...(thumbnailUrl === null ? {} : { thumbnail_url: thumbnailUrl }),
    // What is drawn changes with the hour, and phones keep pictures for up to 60 days.
    ...(mustRefresh ? { media_force_refresh: true } : {}),
  };
}
