import { z } from "zod";

/** Message bodies as the Messages API takes them, one zod schema for each kind. Unknown fields pass, as they do there. */

const url = z
  .string()
  .min(10)
  .max(2000)
  .regex(/^https?:\/\/\S+$/, { error: "must be a valid URL." });

const media = (captionCharsMax?: number) =>
  z.looseObject({ url, ...(captionCharsMax ? { caption: z.string().min(1).max(captionCharsMax).optional() } : {}) });

const text = (charsMax: number) => z.looseObject({ text: z.string().min(1).max(charsMax) });

const suggestionBase = { text: z.string().min(1).max(25), postback_data: z.string().min(1).max(2048) };
const geo = z.string().regex(/^-?\d{1,3}(\.\d+)?$/, { error: "must be a coordinate as text." });
const suggestion = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("reply"), ...suggestionBase }),
  z.looseObject({ type: z.literal("suggested_reply"), ...suggestionBase }),
  z.looseObject({ type: z.literal("open_url"), ...suggestionBase, url, description: z.string().optional() }),
  z.looseObject({
    type: z.literal("open_url_in_webview"),
    ...suggestionBase,
    url,
    view_mode: z.enum(["FULL", "TALL", "HALF"]).optional(),
  }),
  z.looseObject({
    type: z.literal("dial"),
    ...suggestionBase,
    phone_number: z.string().regex(/^\+\d{7,15}$/, { error: "must be E.164 with a leading +." }),
    fallback_url: url.optional(),
  }),
  z.looseObject({
    type: z.literal("view_location"),
    ...suggestionBase,
    latitude: geo,
    longitude: geo,
    pin_label: z.string().max(100).optional(),
    fallback_url: url.optional(),
  }),
  z.looseObject({ type: z.literal("share_location"), ...suggestionBase }),
  z.looseObject({
    type: z.literal("create_calendar_event"),
    ...suggestionBase,
    start_time: z.iso.datetime({ offset: true, error: "must be an ISO 8601 time." }),
    end_time: z.iso.datetime({ offset: true, error: "must be an ISO 8601 time." }),
    title: z.string().min(1).max(100),
    description: z.string().max(500).optional(),
    fallback_url: url.optional(),
  }),
]);

const suggestions = z.array(suggestion).min(1).max(11).optional();

const card = (heights: readonly [string, ...string[]]) =>
  z.looseObject({
    title: z.string().min(1).max(200),
    text: z.string().min(1).max(2000),
    media_url: url,
    media_description: z.string().optional(),
    media_height: z.enum(heights).optional(),
    thumbnail_url: url.optional(),
    media_force_refresh: z.boolean().optional(),
    suggestions: z.array(suggestion).min(1).max(4).optional(),
  });

const attachment = z.looseObject({
  type: z.enum(["image", "audio", "video", "vcard", "file"]),
  url,
  caption: z.string().min(1).max(2000).optional(),
});

export const smsTypes = { text: text(1000) };

export const mmsTypes = {
  text: text(1600),
  image: z.looseObject({ image: media(2000) }),
  vcard: z.looseObject({ vcard: media(2000) }),
  audio: z.looseObject({ audio: media(2000) }),
  video: z.looseObject({ video: media(2000) }),
  file: z.looseObject({ file: media(2000) }),
  content: z.looseObject({ content: z.array(attachment).min(1).max(10) }),
};

export const rcsTypes = {
  text: z.looseObject({ text: z.string().min(1).max(3072), suggestions }),
  image: z.looseObject({ image: media(), suggestions }),
  video: z.looseObject({ video: media(), suggestions }),
  file: z.looseObject({ file: media(), suggestions }),
  card: z.looseObject({ card: card(["SHORT", "MEDIUM", "TALL"]), suggestions }),
  carousel: z.looseObject({
    carousel: z
      .array(card(["SHORT", "MEDIUM"]))
      .min(2)
      .max(10),
    suggestions,
  }),
  custom: z.looseObject({ custom: z.looseObject({ contentMessage: z.looseObject({}) }) }),
};

const replyButton = z.looseObject({
  type: z.literal("reply"),
  reply: z.looseObject({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});
const listSection = z.looseObject({
  title: z.string().max(24).optional(),
  rows: z
    .array(
      z.looseObject({
        id: z.string().min(1).max(200),
        title: z.string().min(1).max(24),
        description: z.string().max(72).optional(),
      }),
    )
    .min(1),
});
const mediaCard = z.looseObject({
  card_index: z.int().min(0).max(9),
  header: z.looseObject({ type: z.enum(["image", "video"]) }),
  body: z.looseObject({ text: z.string().min(1).max(160) }).optional(),
  action: z.union([
    z.looseObject({
      name: z.literal("cta_url"),
      parameters: z.looseObject({ display_text: z.string().min(1).max(20), url }),
    }),
    z.looseObject({
      buttons: z
        .array(
          z.looseObject({
            type: z.literal("quick_reply"),
            quick_reply: z.looseObject({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
          }),
        )
        .min(1)
        .max(3),
    }),
  ]),
});
const interactive = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("button"),
    header: z.looseObject({ type: z.enum(["text", "image", "video", "document"]) }).optional(),
    body: z.looseObject({ text: z.string().min(1).max(1024) }),
    footer: z.looseObject({ text: z.string().min(1).max(60) }).optional(),
    action: z.looseObject({ buttons: z.array(replyButton).min(1).max(3) }),
  }),
  z.looseObject({
    type: z.literal("cta_url"),
    body: z.looseObject({ text: z.string().min(1).max(1024) }),
    action: z.looseObject({
      name: z.literal("cta_url"),
      parameters: z.looseObject({ display_text: z.string().min(1).max(20), url }),
    }),
  }),
  z.looseObject({
    type: z.literal("list"),
    body: z.looseObject({ text: z.string().min(1).max(4096) }),
    action: z
      .looseObject({ button: z.string().min(1).max(20), sections: z.array(listSection).min(1).max(10) })
      .refine(({ sections }) => sections.reduce((sum, { rows }) => sum + rows.length, 0) <= 10, {
        path: ["sections"],
        error: "must have at most 10 rows in total.",
      }),
  }),
  z.looseObject({
    type: z.literal("carousel"),
    body: z.looseObject({ text: z.string().min(1).max(1024) }),
    action: z.looseObject({ cards: z.array(mediaCard).min(2).max(10) }),
  }),
]);

/** Only the shapes that can be checked are; any other Cloud API message passes as it is. */
const whatsappCustom = z.union([
  z.looseObject({ type: z.literal("interactive"), interactive }),
  z.looseObject({
    type: z.literal("template"),
    template: z.looseObject({
      name: z.string().min(1).max(512),
      language: z.looseObject({ code: z.string().min(2).max(15) }),
      components: z.array(z.looseObject({ type: z.string() })).optional(),
    }),
  }),
  z.looseObject({ type: z.enum(["location", "contacts", "text", "image", "video", "audio", "document", "sticker"]) }),
]);

export const whatsappTypes = {
  text: text(4096),
  image: z.looseObject({ image: media(1024) }),
  video: z.looseObject({ video: media(1024) }),
  audio: z.looseObject({ audio: media() }),
  file: z.looseObject({ file: media(1024) }),
  sticker: z.looseObject({ sticker: z.union([z.looseObject({ url }), z.looseObject({ id: z.string().min(1) })]) }),
  reaction: z.looseObject({
    reaction: z.union([
      z.looseObject({ action: z.literal("react"), emoji: z.string().min(1) }),
      z.looseObject({ action: z.literal("unreact") }),
    ]),
    context: z.looseObject({ message_uuid: z.string().min(1) }),
  }),
  template: z.looseObject({
    template: z.looseObject({ name: z.string().min(1), parameters: z.array(z.string()).optional() }),
  }),
  custom: z.looseObject({ custom: whatsappCustom }),
};

export const messengerTypes = {
  text: text(640),
  image: z.looseObject({ image: media() }),
  audio: z.looseObject({ audio: media() }),
  video: z.looseObject({ video: media() }),
  file: z.looseObject({ file: media() }),
};

export const smsParameters = z.looseObject({
  encoding_type: z.enum(["text", "unicode", "auto"]).optional(),
  content_id: z.string().optional(),
  entity_id: z.string().optional(),
});

export const rcsParameters = z.looseObject({
  category: z.enum(["authentication", "transaction", "promotion", "service-request", "acknowledgement"]).optional(),
  card_orientation: z.enum(["VERTICAL", "HORIZONTAL"]).optional(),
  image_alignment: z.enum(["LEFT", "RIGHT"]).optional(),
  card_width: z.enum(["SMALL", "MEDIUM"]).optional(),
});

export const whatsappParameters = z.looseObject({
  policy: z.literal("deterministic").optional(),
  locale: z.string().min(2).max(15).optional(),
});

export const messengerParameters = z
  .looseObject({
    category: z.enum(["response", "update", "message_tag"]).optional(),
    tag: z.string().optional(),
  })
  .refine((value) => value.category !== "message_tag" || value.tag !== undefined, {
    path: ["tag"],
    error: "is required when category is message_tag.",
  });
