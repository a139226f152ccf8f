import type { Json, ProviderRequest, TemplateButton, TemplateDefinition } from "@/lib/channels/contract";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";

/** Everything a phone shows of a request: worked out from its shape here, and read off the drawn preview in the test. */
export interface ShownParts {
  texts: string[];
  buttons: string[];
  media: string[];
}

/** What a request says a phone must show. Written without the previews, so that it can prove them wrong. */
export function partsOfRequest(request: ProviderRequest, template: TemplateDefinition | null): ShownParts {
  const json = requestJson(request);
  const root = json.notification === undefined ? json : json.notification;
  const parameters = (type: string): Json[] =>
    listAt(json, "custom", "template", "components")
      .filter((component) => textAt(component, "type") === type)
      .flatMap((component) => listAt(component, "parameters"));
  const filled = (text: string, values: readonly string[]): string =>
    text.replace(/\{\{(\d+)\}\}/g, (_, at: string) => values[Number(at) - 1] ?? "missing");
  const valuesIn = (list: readonly Json[]): string[] => list.map((value) => textAt(value, "text"));
  // WhatsApp's cards inside the window, and those of a template with what was approved of each.
  const shownCards = listAt(json, "custom", "interactive", "action", "cards");
  const sentCards = listAt(json, "custom", "template", "components").flatMap((each) => listAt(each, "cards"));
  const inCard = (card: Json, type: string): Json[] =>
    listAt(card, "components")
      .filter((component) => textAt(component, "type") === type)
      .flatMap((component) => listAt(component, "parameters"));
  const rows = listAt(json, "custom", "interactive", "action", "sections").flatMap((each) => listAt(each, "rows"));
  const labels = (list: readonly TemplateButton[]): string[] =>
    list.map((button) => (button.type === "COPY_CODE" ? "Copy offer code" : button.text));
  const rcsCards = [...(json.card === undefined ? [] : [json.card]), ...listAt(json, "carousel")];
  const texts = [
    template?.header?.format === "TEXT" ? template.header.text : "",
    template?.offer ?? "",
    ...(template?.cards ?? []).map((card, at) => filled(card.body, valuesIn(inCard(sentCards[at] ?? {}, "body")))),
    ...shownCards.map((card) => textAt(card, "body", "text")),
    ...rows.map((row) => textAt(row, "description")),
    textAt(json, "video", "caption"),
    textAt(root, "title"),
    textAt(root, "body"),
    textAt(json, "text"),
    textAt(json, "image", "caption"),
    textAt(json, "audio", "caption"),
    ...listAt(json, "content").map((item) => textAt(item, "caption")),
    ...rcsCards.flatMap((card) => [textAt(card, "title"), textAt(card, "text")]),
    textAt(json, "custom", "interactive", "body", "text"),
    textAt(json, "custom", "interactive", "footer", "text"),
    filled(template?.body ?? "", valuesIn(parameters("body"))),
    template?.footer ?? "",
  ];
  const buttons = [
    ...listAt(json, "suggestions").map((item) => textAt(item, "text")),
    ...rcsCards.flatMap((card) => listAt(card, "suggestions")).map((item) => textAt(item, "text")),
    ...listAt(json, "custom", "interactive", "action", "buttons").map((item) => textAt(item, "reply", "title")),
    textAt(json, "custom", "interactive", "action", "parameters", "display_text"),
    ...labels(template?.buttons ?? []),
    ...(template?.cards ?? []).flatMap((card) => labels(card.buttons)),
    textAt(json, "custom", "interactive", "action", "button"),
    ...rows.map((row) => textAt(row, "title")),
    ...shownCards.flatMap((card) => [
      textAt(card, "action", "parameters", "display_text"),
      ...listAt(card, "action", "buttons").map((item) => textAt(item, "quick_reply", "title")),
    ]),
    ...listAt(root, "actions").map((item) => textAt(item, "title")),
  ];
  const media = [
    textAt(root, "image"),
    textAt(json, "image", "url"),
    textAt(json, "audio", "url"),
    ...listAt(json, "content").map((item) => textAt(item, "url")),
    ...rcsCards.map((card) => textAt(card, "media_url")),
    textAt(json, "custom", "interactive", "header", "image", "link"),
    textAt(json, "custom", "interactive", "header", "video", "link"),
    textAt(json, "video", "url"),
    ...[...parameters("header"), ...sentCards.flatMap((card) => inCard(card, "header"))].flatMap((value) => [
      textAt(value, "image", "link"),
      textAt(value, "video", "link"),
    ]),
    ...shownCards.flatMap((card) => [textAt(card, "header", "image", "link"), textAt(card, "header", "video", "link")]),
  ];
  return sorted({ texts, buttons, media });
}

/** What a drawn preview shows: the text and addresses of the elements that say which part they are. */
export function partsOfHtml(html: string): ShownParts {
  const found: ShownParts = { texts: [], buttons: [], media: [] };
  const open: { name: string; part: string | null; text: string }[] = [];
  for (const [tag, closing, name, attributes, text] of html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/gi)) {
    if (text !== undefined) {
      for (const element of open) element.text += decoded(text);
    } else if (closing === "/") {
      const element = open.pop();
      if (element?.part === "text") found.texts.push(element.text);
      if (element?.part === "button") found.buttons.push(element.text);
    } else {
      const part = /data-part="(\w+)"/.exec(attributes ?? "")?.[1] ?? null;
      if (part === "media") found.media.push(decoded(/ src="([^"]*)"/.exec(attributes ?? "")?.[1] ?? ""));
      if (!tag.endsWith("/>") && name !== "img" && name !== "br") open.push({ name: name ?? "", part, text: "" });
    }
  }
  return sorted(found);
}

function sorted({ texts, buttons, media }: ShownParts): ShownParts {
  const tidy = (list: readonly string[]) => list.filter((text) => text !== "").sort();
  return { texts: tidy(texts), buttons: tidy(buttons), media: tidy(media) };
}

function decoded(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}
