import type { JsonObject, TemplateButton, TemplateDefinition } from "@/lib/channels/contract";

/** A template as Meta and Vonage take it for approval (WhatsApp message templates, `POST …/templates`). */
export function metaTemplate(template: TemplateDefinition): JsonObject {
  const { name, language, category, header, offer, footer, buttons, cards } = template;
  return {
    ...{ name, language, category },
    components: [
      ...(header === null
        ? []
        : header.format === "TEXT"
          ? [{ type: "HEADER", format: "TEXT", text: header.text }]
          : [mediaHeader(header.format)]),
      ...(offer === null
        ? []
        : [{ type: "LIMITED_TIME_OFFER", limited_time_offer: { text: offer, has_expiration: true } }]),
      body(template),
      ...(footer === null ? [] : [{ type: "FOOTER", text: footer }]),
      ...buttonComponents(buttons),
      ...(cards.length === 0
        ? []
        : [
            {
              type: "CAROUSEL",
              cards: cards.map((card) => ({
                components: [mediaHeader(card.format), body(card), ...buttonComponents(card.buttons)],
              })),
            },
          ]),
    ],
  };
}

/** Meta shows a sample to whoever approves; its handle comes from uploading one. */
function mediaHeader(format: "IMAGE" | "VIDEO"): JsonObject {
  return { type: "HEADER", format, example: { header_handle: ["HANDLE_OF_AN_UPLOADED_SAMPLE"] } };
}

function body({ body: text, examples }: { body: string; examples: string[] }): JsonObject {
  return { type: "BODY", text, ...(examples.length === 0 ? {} : { example: { body_text: [examples] } }) };
}

function buttonComponents(buttons: readonly TemplateButton[]): JsonObject[] {
  return buttons.length === 0 ? [] : [{ type: "BUTTONS", buttons: buttons.map(metaButton) }];
}

function metaButton(button: TemplateButton): JsonObject {
  switch (button.type) {
    case "PHONE_NUMBER":
      return { type: "PHONE_NUMBER", text: button.text, phone_number: button.phoneNumber };
    case "URL": {
      const isPersonal = button.url.includes("{{1}}");
      return { ...button, ...(isPersonal ? { example: [button.url.replace("{{1}}", "example")] } : {}) };
    }
    case "QUICK_REPLY":
    case "COPY_CODE":
      return { ...button };
  }
}
