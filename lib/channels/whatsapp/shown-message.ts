import type { JsonObject, TemplateDefinition } from "@/lib/channels/contract";
import { listAt, textAt } from "@/lib/channels/read-json";

export interface ShownButton {
  kind: "link" | "call" | "reply";
  label: string;
  /** The address, the number, or the hidden text a tap sends. */
  key: string;
}

/** What a phone shows of a WhatsApp request. */
export interface ShownMessage {
  isTemplate: boolean;
  imageUrl: string;
  body: string;
  footer: string;
  buttons: ShownButton[];
}

/** Reads a request as a phone does; a template's words come from its approved definition. */
export function shownMessage(json: JsonObject, template: TemplateDefinition | null): ShownMessage {
  const customType = textAt(json, "custom", "type");
  if (customType === "template") return shownTemplate(json, template);
  if (customType === "interactive") return shownInteractive(json);
  return {
    isTemplate: false,
    imageUrl: textAt(json, "image", "url"),
    body: textAt(json, "text") || textAt(json, "image", "caption"),
    footer: "",
    buttons: [],
  };
}

function shownInteractive(json: JsonObject): ShownMessage {
  const path = ["custom", "interactive"];
  const url = textAt(json, ...path, "action", "parameters", "url");
  const label = textAt(json, ...path, "action", "parameters", "display_text");
  return {
    isTemplate: false,
    imageUrl: textAt(json, ...path, "header", "image", "link"),
    body: textAt(json, ...path, "body", "text"),
    footer: textAt(json, ...path, "footer", "text"),
    buttons: [
      ...listAt(json, ...path, "action", "buttons").map((button) => ({
        kind: "reply" as const,
        label: textAt(button, "reply", "title"),
        key: textAt(button, "reply", "id"),
      })),
      ...(url === "" ? [] : [{ kind: "link" as const, label, key: url }]),
    ],
  };
}

function shownTemplate(json: JsonObject, template: TemplateDefinition | null): ShownMessage {
  const components = listAt(json, "custom", "template", "components");
  const named = (type: string) => components.find((component) => textAt(component, "type") === type);
  const header = named("header");
  const body = named("body");
  const values = body === undefined ? [] : listAt(body, "parameters").map((parameter) => textAt(parameter, "text"));
  const parameterOf = (index: number): JsonObject | undefined =>
    components
      .filter((component) => textAt(component, "type") === "button" && textAt(component, "index") === String(index))
      .flatMap((component) => listAt(component, "parameters"))[0];
  return {
    isTemplate: true,
    imageUrl: header === undefined ? "" : textAt(header, "parameters", 0, "image", "link"),
    body: template === null ? "" : filled(template.body, values),
    footer: template?.footer ?? "",
    buttons: (template?.buttons ?? []).map((button, index): ShownButton => {
      const parameter = parameterOf(index) ?? {};
      if (button.type === "URL") {
        return { kind: "link", label: button.text, key: filled(button.url, [textAt(parameter, "text")]) };
      }
      if (button.type === "PHONE_NUMBER") return { kind: "call", label: button.text, key: button.phoneNumber };
      return { kind: "reply", label: button.text, key: textAt(parameter, "payload") };
    }),
  };
}

/** The words a person reads: placeholders replaced by the values of the request. */
function filled(text: string, values: readonly string[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (_, number: string) => values[Number(number) - 1] ?? "");
}
