import { z } from "zod";

/** The Vonage Messages API 1.11 schema as far as Cascade uses it, strict: an unknown field fails. Cards as in Vonage's RCS guide. */

const number = z.string().regex(/^\d{7,15}$/);
const sender = z.string().regex(/^[A-Za-z0-9_&-]{1,50}$/);
const webUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/]/)
  .min(10)
  .max(2000);
const receipts = { client_ref: z.string().min(1).max(100), webhook_url: webUrl };
const versioned = { ...receipts, webhook_version: z.literal("v1") };
const filled = (charsMax: number) => z.string().min(1).max(charsMax);

const smsRequest = z.strictObject({
  channel: z.literal("sms"),
  message_type: z.literal("text"),
  to: number,
  from: sender,
  text: filled(1000),
  ttl: z.number().int().positive().optional(),
  sms: z.strictObject({ encoding_type: z.enum(["text", "unicode", "auto"]) }),
  ...versioned,
});

const mmsCommon = {
  channel: z.literal("mms"),
  to: number,
  from: sender,
  ttl: z.number().int().min(300).max(259_200).optional(),
  ...versioned,
};
function captioned() {
  return z.strictObject({ url: webUrl, caption: filled(2000) });
}
const mmsRequest = z.discriminatedUnion("message_type", [
  z.strictObject({ ...mmsCommon, message_type: z.literal("text"), text: filled(1600) }),
  z.strictObject({ ...mmsCommon, message_type: z.literal("image"), image: captioned() }),
  z.strictObject({ ...mmsCommon, message_type: z.literal("video"), video: captioned() }),
  z.strictObject({ ...mmsCommon, message_type: z.literal("audio"), audio: captioned() }),
  z.strictObject({
    ...mmsCommon,
    message_type: z.literal("content"),
    content: z
      .array(
        z.strictObject({ type: z.enum(["image", "video", "audio"]), url: webUrl, caption: filled(2000).optional() }),
      )
      .min(2)
      .max(10)
      .refine((list) => list.filter(({ caption }) => caption !== undefined).length === 1, "the words once"),
  }),
]);

const suggestionCommon = { text: filled(25), postback_data: filled(2048) };
const suggestion = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("reply"), ...suggestionCommon }),
  z.strictObject({ type: z.literal("open_url"), ...suggestionCommon, url: webUrl }),
  z.strictObject({ type: z.literal("dial"), ...suggestionCommon, phone_number: z.string().regex(/^\+\d{7,15}$/) }),
  z.strictObject({
    type: z.literal("view_location"),
    ...suggestionCommon,
    ...{ latitude: degrees(90), longitude: degrees(180), pin_label: filled(100).optional(), fallback_url: webUrl },
  }),
  z.strictObject({
    type: z.literal("create_calendar_event"),
    ...suggestionCommon,
    ...{ start_time: z.iso.datetime(), end_time: z.iso.datetime(), title: filled(100) },
    ...{ description: filled(500).optional(), fallback_url: webUrl },
  }),
]);

/** A number as text, within its range. */
function degrees(max: number) {
  return z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,5})?$/)
    .refine((text) => Math.abs(Number(text)) <= max);
}

/** Title, words and media are all required of a card (Vonage guide), though Google needs only one of them. */
function rcsCard<Heights extends [string, ...string[]]>(heights: Heights) {
  return z.strictObject({
    ...{ title: filled(200), text: filled(2000), media_url: webUrl, media_description: filled(500).optional() },
    ...{ media_height: z.enum(heights).optional(), thumbnail_url: webUrl.optional() },
    media_force_refresh: z.literal(true).optional(),
    suggestions: z.array(suggestion).min(1).max(4).optional(),
  });
}
const rcsCommon = {
  channel: z.literal("rcs"),
  to: number,
  from: sender,
  ttl: z.number().int().min(300).max(259_200).optional(),
  ...receipts,
};
const category = z.literal("promotion");
const rcsRequest = z.discriminatedUnion("message_type", [
  z.strictObject({
    ...rcsCommon,
    message_type: z.literal("text"),
    text: filled(3072),
    suggestions: z.array(suggestion).min(1).max(11).optional(),
    rcs: z.strictObject({ category }),
  }),
  z.strictObject({
    ...rcsCommon,
    message_type: z.literal("card"),
    card: rcsCard(["SHORT", "MEDIUM", "TALL"]),
    rcs: z.discriminatedUnion("card_orientation", [
      z.strictObject({ card_orientation: z.literal("VERTICAL"), category }),
      z.strictObject({
        card_orientation: z.literal("HORIZONTAL"),
        image_alignment: z.enum(["LEFT", "RIGHT"]),
        category,
      }),
    ]),
  }),
  z.strictObject({
    ...rcsCommon,
    message_type: z.literal("carousel"),
    carousel: z
      .array(rcsCard(["SHORT", "MEDIUM"]))
      .min(2)
      .max(10),
    suggestions: z.array(suggestion).min(1).max(11).optional(),
    rcs: z.strictObject({ card_width: z.enum(["SMALL", "MEDIUM"]), category }),
  }),
]);

const waCommon = { channel: z.literal("whatsapp"), to: number, from: number, ...versioned };
const imageHeader = z.strictObject({ type: z.literal("image"), image: z.strictObject({ link: webUrl }) });
const videoHeader = z.strictObject({ type: z.literal("video"), video: z.strictObject({ link: webUrl }) });
const visualHeader = z.discriminatedUnion("type", [imageHeader, videoHeader]);
const interactiveCommon = {
  header: visualHeader.optional(),
  body: z.strictObject({ text: filled(1024) }),
  footer: z.strictObject({ text: filled(60) }),
};
const interactive = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("button"),
    ...interactiveCommon,
    action: z.strictObject({
      buttons: z
        .array(
          z.strictObject({
            type: z.literal("reply"),
            reply: z.strictObject({ id: filled(256), title: filled(20) }),
          }),
        )
        .min(1)
        .max(3),
    }),
  }),
  z.strictObject({
    type: z.literal("cta_url"),
    ...interactiveCommon,
    action: z.strictObject({
      name: z.literal("cta_url"),
      parameters: z.strictObject({ display_text: filled(20), url: webUrl }),
    }),
  }),
  z.strictObject({
    type: z.literal("list"),
    body: z.strictObject({ text: filled(1024) }),
    footer: z.strictObject({ text: filled(60) }),
    action: z.strictObject({
      button: filled(20),
      sections: z
        .array(
          z.strictObject({
            rows: z
              .array(z.strictObject({ id: filled(200), title: filled(24), description: filled(72).optional() }))
              .min(1)
              .max(10),
          }),
        )
        .length(1),
    }),
  }),
  z.strictObject({
    type: z.literal("carousel"),
    body: z.strictObject({ text: filled(1024) }),
    action: z.strictObject({
      cards: z
        .array(
          z.strictObject({
            card_index: z.number().int().min(0).max(9),
            type: z.literal("cta_url").optional(),
            header: visualHeader,
            body: z.strictObject({ text: cardText() }),
            action: z.union([
              z.strictObject({
                name: z.literal("cta_url"),
                parameters: z.strictObject({ display_text: filled(20), url: webUrl }),
              }),
              z.strictObject({
                buttons: z
                  .array(
                    z.strictObject({
                      type: z.literal("quick_reply"),
                      quick_reply: z.strictObject({ id: filled(256), title: filled(20) }),
                    }),
                  )
                  .min(1)
                  .max(3),
              }),
            ]),
          }),
        )
        .min(2)
        .max(10)
        .refine(
          (cards) =>
            allAlike(
              cards.map(({ header, action }) => [header.type, "buttons" in action ? action.buttons.length : "link"]),
            ),
          "cards alike",
        ),
    }),
  }),
]);

/** Words on a card: at most 160 characters and two line breaks (Meta). */
function cardText() {
  return filled(160).regex(/^(?:[^\n]*\n){0,2}[^\n]*$/);
}

function allAlike(shapes: readonly unknown[]): boolean {
  return new Set(shapes.map((shape) => JSON.stringify(shape))).size === 1;
}

/** Template parameters: never empty, no line breaks, no tabs, at most three spaces in a row (Meta). */
const parameter = z.strictObject({
  type: z.literal("text"),
  text: z
    .string()
    .min(1)
    .regex(/^(?!.*[\n\r\t])(?!.* {4})/s),
});
const component = z.union([
  z.strictObject({ type: z.literal("header"), parameters: z.array(visualHeader).length(1) }),
  z.strictObject({ type: z.literal("body"), parameters: z.array(parameter).min(1) }),
  z.strictObject({
    type: z.literal("button"),
    sub_type: z.literal("url"),
    index: z.string().regex(/^\d$/),
    parameters: z.array(parameter).length(1),
  }),
  z.strictObject({
    type: z.literal("button"),
    sub_type: z.literal("quick_reply"),
    index: z.string().regex(/^\d$/),
    parameters: z.array(z.strictObject({ type: z.literal("payload"), payload: filled(128) })).length(1),
  }),
  z.strictObject({
    type: z.literal("button"),
    sub_type: z.literal("copy_code"),
    index: z.string().regex(/^\d$/),
    parameters: z.array(z.strictObject({ type: z.literal("coupon_code"), coupon_code: filled(15) })).length(1),
  }),
  z.strictObject({
    type: z.literal("limited_time_offer"),
    parameters: z
      .array(
        z.strictObject({
          type: z.literal("limited_time_offer"),
          limited_time_offer: z.strictObject({ expiration_time_ms: z.number().int().positive() }),
        }),
      )
      .length(1),
  }),
]);
const cards = z.strictObject({
  type: z.literal("carousel"),
  cards: z
    .array(z.strictObject({ card_index: z.number().int().min(0).max(9), components: z.array(component).min(1) }))
    .min(2)
    .max(10),
});
const waRequest = z.discriminatedUnion("message_type", [
  z.strictObject({ ...waCommon, message_type: z.literal("text"), text: filled(4096) }),
  z.strictObject({
    ...waCommon,
    message_type: z.literal("image"),
    image: z.strictObject({ url: webUrl, caption: filled(1024) }),
  }),
  z.strictObject({
    ...waCommon,
    message_type: z.literal("video"),
    video: z.strictObject({ url: webUrl, caption: filled(1024) }),
  }),
  z.strictObject({
    ...waCommon,
    message_type: z.literal("custom"),
    custom: z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("interactive"), interactive }),
      z.strictObject({
        type: z.literal("template"),
        template: z.strictObject({
          name: z.string().regex(/^[a-z0-9_]{1,512}$/),
          language: z.strictObject({
            policy: z.literal("deterministic"),
            code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
          }),
          components: z.array(z.union([component, cards])),
        }),
      }),
    ]),
  }),
]);

const messengerRequest = z.strictObject({
  channel: z.literal("messenger"),
  message_type: z.literal("text"),
  to: filled(50),
  from: filled(50),
  text: filled(640),
  messenger: z.strictObject({ category: z.literal("response") }),
  ...versioned,
});

export const vonageRequestSchema = z.union([smsRequest, mmsRequest, rcsRequest, waRequest, messengerRequest]);

const templateButton = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("URL"), text: filled(25), url: z.string().max(2000) }),
  z.strictObject({ type: z.literal("PHONE_NUMBER"), text: filled(25), phoneNumber: z.string().max(20) }),
  z.strictObject({ type: z.literal("QUICK_REPLY"), text: filled(25) }),
  z.strictObject({ type: z.literal("COPY_CODE"), example: filled(15) }),
]);
const visualFormat = z.strictObject({ format: z.enum(["IMAGE", "VIDEO"]) });
const examples = z.array(z.string().min(1));

/** What Meta approves as a template: counts, order of kinds, lengths, no placeholder at either end, an example for each. */
export const templateDefinitionSchema = z
  .strictObject({
    name: z.string().regex(/^cascade_[0-9a-f]{16}$/),
    language: z.string(),
    category: z.enum(["MARKETING", "UTILITY"]),
    header: z
      .discriminatedUnion("format", [
        visualFormat,
        z.strictObject({ format: z.literal("TEXT"), text: filled(60).regex(/^[^*_~`\n]+$/) }),
      ])
      .nullable(),
    offer: filled(16).nullable(),
    body: filled(1024).regex(/^(?!\s*\{\{\d+\}\}).*(?<!\{\{\d+\}\}\s*)$/s),
    examples,
    footer: filled(60).nullable(),
    buttons: z
      .array(templateButton)
      .max(10)
      .refine((list) => list.filter((button) => button.type === "URL").length <= 2, "at most two links")
      .refine((list) => list.filter((button) => button.type === "PHONE_NUMBER").length <= 1, "at most one call")
      .refine((list) => list.filter((button) => button.type === "COPY_CODE").length <= 1, "at most one code")
      .refine(
        (list) => /^(a*q*|q+a*)$/.test(list.map((button) => (button.type === "QUICK_REPLY" ? "q" : "a")).join("")),
        "answers stand together",
      ),
    cards: z
      .array(
        z.strictObject({
          ...{ format: z.enum(["IMAGE", "VIDEO"]), body: cardText(), examples },
          buttons: z.array(templateButton).max(2),
        }),
      )
      .max(10)
      .refine((cards) => cards.length !== 1, "two or more cards")
      .refine(
        (list) =>
          list.length === 0 ||
          allAlike(list.map(({ format, buttons }) => [format, buttons.map((button) => button.type)])),
        "cards alike",
      ),
  })
  .refine(({ cards, header, footer, buttons }) => cards.length === 0 || (!header && !footer && buttons.length === 0))
  .refine(
    ({ offer, body, footer, buttons }) =>
      offer === null ||
      (body.length <= 600 && footer === null && buttons.map(({ type }) => type).join() === "COPY_CODE,URL"),
  )
  .refine(({ body, examples: given, cards }) =>
    [{ body, examples: given }, ...cards].every(
      (part) => (part.body.match(/\{\{\d+\}\}/g) ?? []).length === part.examples.length,
    ),
  );

/** Declarative Web Push as Cascade sends it. */
export const webPushSchema = z.strictObject({
  provider: z.literal("web-push"),
  payload: z
    .strictObject({
      web_push: z.literal(8030),
      notification: z.strictObject({
        title: z.string().min(1),
        body: z.string().min(1).optional(),
        navigate: webUrl,
        lang: z.string(),
        dir: z.enum(["ltr", "rtl"]),
        tag: z.string().min(1),
        image: webUrl.optional(),
        actions: z.array(z.strictObject({ action: filled(40), title: z.string().min(1), navigate: webUrl })).max(2),
        data: z.strictObject({ delivery_id: z.string(), preferences_url: webUrl }),
      }),
    })
    .refine((payload) => new TextEncoder().encode(JSON.stringify(payload)).length <= 3000, "at most 3000 bytes"),
  ttlSeconds: z.number().int().min(0).max(2_419_200),
  urgency: z.literal("normal"),
  topic: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
});
