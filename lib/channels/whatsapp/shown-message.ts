import type { JsonObject, TemplateButton, TemplateDefinition } from "@/lib/channels/contract";
import { listAt, numberAt, textAt } from "@/lib/channels/read-json";

export interface ShownButton {
  kind: "link" | "call" | "reply" | "copy";
  label: string;
  /** The address, the number, the code, or the hidden text a tap sends. */
  key: string;
}

export interface ShownMedia {
  kind: "image" | "video";
  url: string;
}

interface ShownCard {
  media: ShownMedia | null;
  body: string;
  buttons: ShownButton[];
}

export interface ShownList {
  /** On the button that opens it. */
  label: string;
  rows: { title: string; text: string; id: string }[];
}

/** What a phone shows of a WhatsApp request. */
export interface ShownMessage extends ShownCard {
  isTemplate: boolean;
  heading: string;
  /** The box of a limited-time offer. */
  offer: { text: string; endsAtMs: number | null } | null;
  footer: string;
  list: ShownList | null;
  cards: ShownCard[];
}

/** What WhatsApp writes on the button that copies a code. */
const copyLabel = "Copy offer code";

const nothing: ShownMessage = {
  ...{ isTemplate: false, heading: "", media: null, offer: null, body: "", footer: "" },
  ...{ buttons: [], list: null, cards: [] },
};

/** Reads a request as a phone does; a template's words come from its approved definition. */
export function shownMessage(json: JsonObject, template: TemplateDefinition | null): ShownMessage {
  const customType = textAt(json, "custom", "type");
  if (customType === "template") return shownTemplate(json, template);
  if (customType === "interactive") return shownInteractive(json);
  const media = mediaKinds.map((kind) => ({ kind, url: textAt(json, kind, "url") })).find(({ url }) => url !== "");
  const caption = media === undefined ? "" : textAt(json, media.kind, "caption");
  return { ...nothing, media: media ?? null, body: textAt(json, "text") || caption };
}

const mediaKinds = ["image", "video"] as const;

/** A header's picture or film: `{image: {link}}`. */
function linkedMedia(holder: JsonObject | undefined, ...path: string[]): ShownMedia | null {
  if (holder === undefined) return null;
  const found = mediaKinds.map((kind) => ({ kind, url: textAt(holder, ...path, kind, "link") }));
  return found.find(({ url }) => url !== "") ?? null;
}

function shownInteractive(json: JsonObject): ShownMessage {
  const path = ["custom", "interactive"];
  const rows = listAt(json, ...path, "action", "sections").flatMap((section) => listAt(section, "rows"));
  return {
    ...nothing,
    heading: textAt(json, ...path, "header", "text"),
    media: linkedMedia(json, ...path, "header"),
    body: textAt(json, ...path, "body", "text"),
    footer: textAt(json, ...path, "footer", "text"),
    buttons: actionButtons(json, ...path, "action"),
    list:
      rows.length === 0
        ? null
        : {
            label: textAt(json, ...path, "action", "button"),
            rows: rows.map((row) => ({
              ...{ title: textAt(row, "title"), text: textAt(row, "description"), id: textAt(row, "id") },
            })),
          },
    cards: listAt(json, ...path, "action", "cards").map((card) => ({
      media: linkedMedia(card, "header"),
      body: textAt(card, "body", "text"),
      buttons: actionButtons(card, "action"),
    })),
  };
}

/** Answers, or one link. */
function actionButtons(json: JsonObject, ...path: string[]): ShownButton[] {
  const url = textAt(json, ...path, "parameters", "url");
  const label = textAt(json, ...path, "parameters", "display_text");
  return [
    ...listAt(json, ...path, "buttons").map((button) => ({
      kind: "reply" as const,
      label: textAt(button, "reply", "title") || textAt(button, "quick_reply", "title"),
      key: textAt(button, "reply", "id") || textAt(button, "quick_reply", "id"),
    })),
    ...(url === "" ? [] : [{ kind: "link" as const, label, key: url }]),
  ];
}

function shownTemplate(json: JsonObject, template: TemplateDefinition | null): ShownMessage {
  const components = listAt(json, "custom", "template", "components");
  const cards = components.flatMap((component) => listAt(component, "cards"));
  const end = components
    .filter((component) => textAt(component, "type") === "limited_time_offer")
    .flatMap((component) => listAt(component, "parameters"))[0];
  const offer = template?.offer ?? null;
  return {
    ...filledParts(components, template),
    isTemplate: true,
    heading: template?.header?.format === "TEXT" ? template.header.text : "",
    offer:
      offer === null
        ? null
        : { text: offer, endsAtMs: numberAt(end ?? {}, "limited_time_offer", "expiration_time_ms") },
    footer: template?.footer ?? "",
    list: null,
    cards: cards.map((card, index) => filledParts(listAt(card, "components"), template?.cards[index] ?? null)),
  };
}

/** What a message and a card have in common: something to see, words, buttons. */
function filledParts(
  components: readonly JsonObject[],
  defined: { body: string; buttons: readonly TemplateButton[] } | null,
): ShownCard {
  const parametersOf = (type: string): JsonObject[] =>
    components
      .filter((component) => textAt(component, "type") === type)
      .flatMap((component) => listAt(component, "parameters"));
  const values = parametersOf("body").map((parameter) => textAt(parameter, "text"));
  const parameterOf = (index: number): JsonObject =>
    components
      .filter((component) => textAt(component, "type") === "button" && textAt(component, "index") === String(index))
      .flatMap((component) => listAt(component, "parameters"))[0] ?? {};
  return {
    media: linkedMedia(parametersOf("header")[0]),
    body: defined === null ? "" : filled(defined.body, values),
    buttons: (defined?.buttons ?? []).map((button, index) => shownButton(button, parameterOf(index))),
  };
}

function shownButton(button: TemplateButton, parameter: JsonObject): ShownButton {
  switch (button.type) {
    case "URL":
      return { kind: "link", label: button.text, key: filled(button.url, [textAt(parameter, "text")]) };
    case "PHONE_NUMBER":
      return { kind: "call", label: button.text, key: button.phoneNumber };
    case "COPY_CODE":
      return { kind: "copy", label: copyLabel, key: textAt(parameter, "coupon_code") };
    case "QUICK_REPLY":
      return { kind: "reply", label: button.text, key: textAt(parameter, "payload") };
  }
}

/** The words a person reads: placeholders replaced by the values of the request. */
function filled(text: string, values: readonly string[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (_, number: string) => values[Number(number) - 1] ?? "");
}
