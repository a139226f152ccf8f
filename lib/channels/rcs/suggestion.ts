import type { CompileContext, JsonObject } from "@/lib/channels/contract";
import { encodePostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import { shorten } from "@/lib/channels/shorten";
import { eventTextCharsMax, postbackCharsMax } from "./limits";

/** A button as RCS takes it: maps and calendars open in the phone's own app, elsewhere at the tracked address. */
export function suggestion({ id, label, action, origin }: CarriedButton, context: CompileContext): JsonObject {
  const common = {
    text: label,
    postback_data: encodePostback(context.clientRef, id).slice(0, postbackCharsMax),
  };
  switch (action.type) {
    case "call":
      return { type: "dial", ...common, phone_number: action.phone };
    case "reply":
      return { type: "reply", ...common };
    case "open_url": {
      const { url } = action;
      if (origin.type === "map" && origin.place !== null) {
        const { latitude, longitude } = origin.place;
        return {
          ...{ type: "view_location", ...common, latitude: degrees(latitude), longitude: degrees(longitude) },
          ...(origin.label.trim() === "" ? {} : { pin_label: origin.label.trim() }),
          fallback_url: url,
        };
      }
      if (origin.type === "calendar") {
        const { title, startsAt, endsAt, description, location } = origin.event;
        // There is no field for the place.
        const said = [location.trim(), description.trim()].filter((line) => line !== "").join("\n");
        return {
          ...{ type: "create_calendar_event", ...common, start_time: startsAt, end_time: endsAt, title: title.trim() },
          ...(said === "" ? {} : { description: shorten(said, eventTextCharsMax) }),
          fallback_url: url,
        };
      }
      return { type: "open_url", ...common, url };
    }
  }
}

/** As text, to about a metre: `String` alone would write the smallest ones with an exponent. */
function degrees(value: number): string {
  return value
    .toFixed(5)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
}

/** The way to the preference page. */
export function preferencesSuggestion(label: string, context: CompileContext): JsonObject {
  return {
    type: "open_url",
    text: label,
    postback_data: encodePostback(context.clientRef, "preferences"),
    url: context.preferencesUrl,
  };
}
