import type { BilledKind, Compiled, Json, JsonObject } from "@/lib/channels/contract";

/** What carriers bill for RCS: two kinds in the United States, two others elsewhere. */
export const billing: readonly BilledKind[] = [
  { key: "basic", name: "Basic message", isFree: false },
  { key: "single", name: "Single message", isFree: false },
  { key: "us_rich", name: "Rich segment (US)", isFree: false },
  { key: "us_rich_media", name: "Rich media message (US)", isFree: false },
];

const segmentBytes = 160;
const plainSuggestions: readonly Json[] = ["reply", "dial", "open_url"];

/**
 * What a request counts as.
 *
 * US (Google, RCS for Business, US billing model; confirmed by Vonage, RCS billing): text with no suggestions but
 * replies, dial and open URL is a Rich Message of ceil(UTF-8 bytes of the text / 160) segments, the words on buttons
 * not counted (300 bytes -> 2); cards, carousels, media and all other suggestions make one Rich Media Message.
 *
 * Elsewhere (Vonage, RCS billing: a2p_basic_message, a2p_single_message): text alone of at most 160 UTF-8 bytes is
 * Basic, all else Single; one each. Conversational agents, billed by the day, are not priced here.
 */
export function billed(body: JsonObject, country: string | null): Pick<Compiled, "billedAs" | "billedUnits"> {
  const text = typeof body.text === "string" ? body.text : null;
  const suggestions = Array.isArray(body.suggestions) ? body.suggestions : [];
  if (country === "US") {
    if (text === null || !suggestions.every(isPlain)) return { billedAs: "us_rich_media", billedUnits: 1 };
    return { billedAs: "us_rich", billedUnits: Math.max(1, Math.ceil(bytesOf(text) / segmentBytes)) };
  }
  const isBasic = text !== null && suggestions.length === 0 && bytesOf(text) <= segmentBytes;
  return { billedAs: isBasic ? "basic" : "single", billedUnits: 1 };
}

function isPlain(suggestion: Json): boolean {
  if (typeof suggestion !== "object" || suggestion === null || Array.isArray(suggestion)) return false;
  // A page shown inside the messages app is a webview, which counts as rich media.
  return plainSuggestions.includes(suggestion.type ?? null) && suggestion.url_webview === undefined;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
