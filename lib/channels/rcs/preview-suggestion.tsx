import type { JsonObject } from "@/lib/channels/contract";
import { mapAddress } from "@/lib/channels/links-of";
import { PreviewButton, type PreviewTap } from "@/lib/channels/preview-button";
import { textAt } from "@/lib/channels/read-json";

/** A suggestion of a request, as a chip or as a row of a card. */
export function SuggestionButton({ suggestion, className }: { suggestion: JsonObject; className: string }) {
  return (
    <PreviewButton
      label={textAt(suggestion, "text")}
      tap={tapOf(suggestion)}
      icon={icons[textAt(suggestion, "type")] ?? null}
      className={className}
    />
  );
}

const icons: Readonly<Record<string, "link" | "call" | "map" | "calendar">> = {
  open_url: "link",
  dial: "call",
  view_location: "map",
  create_calendar_event: "calendar",
};

/** Where a phone would open its own map or calendar, a page stands in for it here. */
function tapOf(suggestion: JsonObject): PreviewTap & { postback: string } {
  const postback = textAt(suggestion, "postback_data");
  const phone = textAt(suggestion, "phone_number");
  const latitude = textAt(suggestion, "latitude");
  if (phone !== "") return { phone, postback };
  if (latitude !== "") {
    const place = { latitude: Number(latitude), longitude: Number(textAt(suggestion, "longitude")) };
    return { url: mapAddress(place), postback };
  }
  const url = textAt(suggestion, "url") || textAt(suggestion, "fallback_url");
  return url === "" ? { postback } : { url, postback };
}
