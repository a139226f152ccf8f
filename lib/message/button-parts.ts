import type { Finding, RenderedButton } from "@/lib/channels/contract";
import { addressProblems } from "@/lib/message/address-problems";
import type { LinkSlot, Parse, Reader } from "@/lib/message/block-definition";
import { callNumber } from "@/lib/message/call-number";
import type { CalendarEvent, MessageButton } from "@/lib/message/parts";
import { isVariable, renderText } from "@/lib/message/prepare-text";
import { blocker } from "@/lib/message/problem";
import { renderAddress } from "@/lib/message/render-address";

/** A new button that opens a web page. */
export function emptyButton(newId: () => string): MessageButton {
  return { id: newId(), label: "", action: { type: "open_url", url: "" } };
}

/** What is wrong with buttons whatever the channel. */
export function buttonProblems(blockId: string, buttons: readonly MessageButton[]): Finding[] {
  return buttons.flatMap((button) => {
    const named = button.label.trim() === "" ? "A button" : `The button "${button.label}"`;
    const unnamed =
      button.label.trim() === ""
        ? [blocker("button_without_label", blockId, "A button has no label.", "Write on the button what it does.")]
        : [];
    return [...unnamed, ...actionProblems(blockId, button, named)];
  });
}

function actionProblems(blockId: string, { action }: MessageButton, named: string): Finding[] {
  switch (action.type) {
    case "open_url":
      return addressProblems(blockId, action.url, named);
    case "call":
      if (callNumber(action.phone) !== null) return [];
      return [
        blocker(
          "phone_invalid",
          blockId,
          `${named} has no phone number that can be called from everywhere.`,
          "Write the number with + and the country code.",
        ),
      ];
    case "map":
      if (action.place !== null) return [];
      return [blocker("place_missing", blockId, `${named} shows no place.`, "Give its latitude and longitude.")];
    case "calendar":
      return eventProblems(blockId, action.event, named);
    case "reply":
      return [];
  }
}

/** An event needs a name, and an end after its start. */
export function eventProblems(blockId: string, event: CalendarEvent, named: string): Finding[] {
  if (event.title.trim() === "" || event.startsAt === "" || event.endsAt === "") {
    return [
      blocker("event_incomplete", blockId, `${named} adds an event without a name or a time.`, "Complete the event."),
    ];
  }
  if (event.startsAt < event.endsAt) return [];
  return [
    blocker("event_backwards", blockId, `${named} adds an event that ends before it starts.`, "Correct the end."),
  ];
}

/** Whether an event can be put into a calendar. */
export function isCompleteEvent(event: CalendarEvent): boolean {
  return eventProblems("", event, "").length === 0;
}

/** Where buttons lead, in order: everything that may go out as a web address. */
export function buttonLinks(buttons: readonly MessageButton[]): LinkSlot[] {
  return buttons
    .filter(({ action }) => action.type === "open_url" || action.type === "map" || action.type === "calendar")
    .map(({ id, label }) => ({ key: id, label }));
}

/** Parses buttons once; the result fills them in for a person. */
export function prepareButtons(buttons: readonly MessageButton[], parse: Parse): (reader: Reader) => RenderedButton[] {
  const prepared = buttons.map((button) => {
    const label = parse("button label", button.label);
    const { action } = button;
    const url = action.type === "open_url" ? parse("button address", action.url) : null;
    return { id: button.id, label, labelVariable: isVariable(label), action, url };
  });
  return ({ scope, gaps }) =>
    prepared.map(({ id, label, labelVariable, action, url }): RenderedButton => {
      const common = { id, label: renderText(label, scope, gaps).trim(), labelVariable };
      if (url !== null) return { ...common, action: { type: "open_url", url: renderAddress(url, scope, gaps) } };
      if (action.type === "reply") return { ...common, action: { type: "reply", hasPage: false } };
      return { ...common, action };
    });
}
