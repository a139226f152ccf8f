import type { CompileContext, Finding, JsonObject, TemplateButton } from "@/lib/channels/contract";
import { encodePostback } from "@/lib/channels/postback";
import type { CarriedButton } from "@/lib/channels/read-message";
import { cutLabel } from "./cut-label";
import { templateLabelCharsMax } from "./limits";

/** A button of a template: what is approved once, and what a request fills in. */
export interface PlacedButton {
  defined: TemplateButton;
  parameter: JsonObject | null;
  /** Of the message's own button; null for one the channel adds. */
  id: string | null;
}

/** A button as templates have it. */
export function templateButton(button: CarriedButton, context: CompileContext, findings: Finding[]): PlacedButton {
  const { action, id } = button;
  const text = cutLabel(button, templateLabelCharsMax, findings);
  switch (action.type) {
    case "open_url":
      return { ...linkButton(text, action.url), id };
    case "call":
      return { defined: { type: "PHONE_NUMBER", text, phoneNumber: action.phone }, parameter: null, id };
    case "reply":
      return {
        defined: { type: "QUICK_REPLY", text },
        parameter: { type: "payload", payload: encodePostback(context.clientRef, id) },
        id,
      };
  }
}

/** An approved address may end in one placeholder: the part after the last slash, different for each person. */
export function linkButton(text: string, url: string): Omit<PlacedButton, "id"> {
  const slash = url.lastIndexOf("/");
  const tail = url.slice(slash + 1);
  if (slash < "https://".length || tail === "") return { defined: { type: "URL", text, url }, parameter: null };
  return {
    defined: { type: "URL", text, url: `${url.slice(0, slash + 1)}{{1}}` },
    parameter: { type: "text", text: tail },
  };
}

/** What a request says about the buttons, by their places; buttons that are the same for everybody are not named. */
export function buttonComponents(placed: readonly PlacedButton[]): JsonObject[] {
  return placed.flatMap(({ defined, parameter }, index) =>
    parameter === null
      ? []
      : [{ type: "button", sub_type: subTypes[defined.type], index: String(index), parameters: [parameter] }],
  );
}

const subTypes: Record<TemplateButton["type"], string> = {
  URL: "url",
  PHONE_NUMBER: "phone_number",
  QUICK_REPLY: "quick_reply",
  COPY_CODE: "copy_code",
};

/** Labels are approved with the template, so personal ones have no place in it. */
export function personalLabel(button: CarriedButton): Finding {
  return {
    severity: "warning",
    code: "label_personal",
    blockId: button.blockId,
    text: `WhatsApp templates cannot have personal button labels; "${button.label}" becomes a line of text.`,
    remedy: "Use the same label for everybody.",
  };
}
