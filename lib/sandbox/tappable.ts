import { z } from "zod";
import type { JsonObject } from "@/lib/channels/contract";
import type { PersonSays } from "@/lib/sandbox/inbound-body";

/** Something in a message that a thumb can press. */
export interface Tap {
  /** Stable within the message. */
  id: string;
  label: string;
  /** Opens in the person's browser or dialler; null when it only answers. */
  url: string | null;
  /** What the sender hears; null when the sender is not told. */
  says: PersonSays | null;
  /** Chips vanish once the conversation went on; card and template buttons stay. */
  isChip: boolean;
}

const suggestionSchema = z.looseObject({
  type: z.string(),
  text: z.string(),
  postback_data: z.string(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  latitude: z.string().optional(),
  longitude: z.string().optional(),
});
const suggestions = z.array(suggestionSchema).optional();
const card = z.looseObject({ suggestions });

const requestSchema = z.looseObject({
  suggestions: suggestions.catch(undefined),
  card: card.optional().catch(undefined),
  carousel: z.array(card).optional().catch(undefined),
  custom: z.looseObject({}).optional().catch(undefined),
  payload: z.looseObject({}).optional().catch(undefined),
});

const answer = z.looseObject({ id: z.string(), title: z.string() });
const actionSchema = z.looseObject({
  buttons: z
    .array(z.looseObject({ reply: answer.optional(), quick_reply: answer.optional() }))
    .optional()
    .catch(undefined),
  parameters: z.looseObject({ display_text: z.string(), url: z.string() }).optional().catch(undefined),
  sections: z
    .array(z.looseObject({ rows: z.array(answer) }))
    .optional()
    .catch(undefined),
});
const interactiveSchema = z.looseObject({
  interactive: z.looseObject({
    action: actionSchema.extend({
      cards: z
        .array(z.looseObject({ action: actionSchema }))
        .optional()
        .catch(undefined),
    }),
  }),
});

const componentSchema = z.looseObject({
  type: z.string(),
  sub_type: z.string().optional(),
  index: z.union([z.string(), z.number()]).optional(),
  parameters: z.array(z.looseObject({ text: z.string().optional(), payload: z.string().optional() })).optional(),
});
const templateSchema = z.looseObject({
  template: z.looseObject({
    components: z.array(
      componentSchema.extend({
        cards: z.array(z.looseObject({ components: z.array(componentSchema) })).optional(),
      }),
    ),
  }),
});

const definedButtons = z.array(
  z.looseObject({
    type: z.string(),
    /** Absent on the button that copies a code. */
    text: z.string().optional(),
    url: z.string().optional(),
    phoneNumber: z.string().optional(),
  }),
);
const definitionSchema = z.looseObject({
  buttons: definedButtons,
  cards: z.array(z.looseObject({ buttons: definedButtons })).default([]),
});

const notificationSchema = z.looseObject({
  notification: z.looseObject({
    navigate: z.string().optional(),
    actions: z
      .array(z.looseObject({ action: z.string(), title: z.string(), navigate: z.string().optional() }))
      .optional(),
  }),
});

/** All that can be tapped in a stored request. `template` is the registered template the request names, if any. */
export function tapsOf(body: JsonObject, template: JsonObject | null): Tap[] {
  const request = requestSchema.safeParse(body);
  if (!request.success) return [];
  const { suggestions: chips = [], card: single, carousel = [], custom, payload } = request.data;
  const onCards = [...(single ? [single] : []), ...carousel].flatMap((each) => each.suggestions ?? []);
  const taps = [
    ...onCards.map((each) => suggested(each, false)),
    ...chips.map((each) => suggested(each, true)),
    ...(custom ? [...interactive(custom), ...ofTemplate(custom, template)] : []),
    ...(payload ? notified(payload) : []),
    ...linksIn(textsOf(body)),
  ];
  return taps.map((tap, index) => ({ ...tap, id: `tap-${index}` }));
}

type NewTap = Omit<Tap, "id">;

function suggested(suggestion: z.infer<typeof suggestionSchema>, isChip: boolean): NewTap {
  const { type, text, postback_data: payload, url, phone_number: phone, latitude, longitude } = suggestion;
  if (type.endsWith("reply")) {
    return { label: text, url: null, says: { kind: "reply", id: payload, title: text }, isChip };
  }
  const map = latitude && longitude ? `geo:${latitude},${longitude}` : null;
  return {
    label: text,
    url: url ?? (phone ? `tel:${phone}` : map),
    says: { kind: "button", payload, text },
    isChip,
  };
}

function interactive(custom: JsonObject | object): NewTap[] {
  const parsed = interactiveSchema.safeParse(custom);
  if (!parsed.success) return [];
  const { cards = [], ...action } = parsed.data.interactive.action;
  return [action, ...cards.map((card) => card.action)].flatMap(inAction);
}

/** Answers, rows of a list, or a link. */
function inAction({ buttons = [], sections = [], parameters }: z.infer<typeof actionSchema>): NewTap[] {
  const answers = [
    ...buttons.flatMap(({ reply, quick_reply: quick }) => reply ?? quick ?? []),
    ...sections.flatMap(({ rows }) => rows),
  ];
  return [
    ...answers.map(({ id, title }) => ({
      label: title,
      url: null,
      says: { kind: "reply" as const, id, title },
      isChip: false,
    })),
    ...(parameters ? [{ label: parameters.display_text, url: parameters.url, says: null, isChip: false }] : []),
  ];
}

function ofTemplate(custom: object, definition: JsonObject | null): NewTap[] {
  const sent = templateSchema.safeParse(custom);
  const known = definitionSchema.safeParse(definition);
  if (!sent.success || !known.success) return [];
  const { components } = sent.data.template;
  const cards = components.flatMap((component) => component.cards ?? []);
  return [
    ...placedTaps(known.data.buttons, components),
    ...known.data.cards.flatMap((card, index) => placedTaps(card.buttons, cards[index]?.components ?? [])),
  ];
}

function placedTaps(
  buttons: z.infer<typeof definedButtons>,
  components: readonly z.infer<typeof componentSchema>[],
): NewTap[] {
  return buttons.flatMap((button, index): NewTap[] => {
    // Copying a code stays on the phone.
    const { text: label } = button;
    if (label === undefined) return [];
    const given = components.find((component) => component.type === "button" && Number(component.index) === index)
      ?.parameters?.[0];
    if (button.url !== undefined) {
      return [{ label, url: button.url.replace("{{1}}", given?.text ?? ""), says: null, isChip: false }];
    }
    if (button.phoneNumber !== undefined) {
      return [{ label, url: `tel:${button.phoneNumber}`, says: null, isChip: false }];
    }
    const says = { kind: "button" as const, payload: given?.payload ?? label, text: label };
    return [{ label, url: null, says, isChip: false }];
  });
}

function notified(payload: object): NewTap[] {
  const parsed = notificationSchema.safeParse(payload);
  if (!parsed.success) return [];
  const { navigate, actions = [] } = parsed.data.notification;
  return [
    ...(navigate ? [{ label: "Open", url: navigate, says: null, isChip: false }] : []),
    ...actions.map(({ title, navigate: url }) => ({
      label: title,
      url: url ?? navigate ?? null,
      says: null,
      isChip: false,
    })),
  ];
}

const textSchema = z.looseObject({
  text: z.string().optional().catch(undefined),
  image: z.looseObject({ caption: z.string().optional() }).optional().catch(undefined),
  video: z.looseObject({ caption: z.string().optional() }).optional().catch(undefined),
  audio: z.looseObject({ caption: z.string().optional() }).optional().catch(undefined),
  content: z
    .array(z.looseObject({ caption: z.string().optional() }))
    .optional()
    .catch(undefined),
  custom: z
    .looseObject({
      interactive: z.looseObject({ body: z.looseObject({ text: z.string() }).optional() }).optional(),
      template: z
        .looseObject({
          components: z.array(
            z.looseObject({
              type: z.string(),
              parameters: z.array(z.looseObject({ text: z.string().optional() })).optional(),
            }),
          ),
        })
        .optional(),
    })
    .optional()
    .catch(undefined),
});

/** The words of a request in which a phone makes addresses tappable. */
export function textsOf(body: JsonObject): string[] {
  const parsed = textSchema.safeParse(body);
  if (!parsed.success) return [];
  const { text, image, video, audio, content = [], custom } = parsed.data;
  const components = custom?.template?.components ?? [];
  return [
    text,
    image?.caption,
    video?.caption,
    audio?.caption,
    ...content.map(({ caption }) => caption),
    custom?.interactive?.body?.text,
    ...components
      .filter(({ type }) => type === "body")
      .flatMap(({ parameters = [] }) => parameters.map((parameter) => parameter.text)),
  ].filter((each): each is string => each !== undefined);
}

function linksIn(texts: string[]): NewTap[] {
  const urls = texts.flatMap((text) => text.match(/https?:\/\/[^\s<>"]+/g) ?? []);
  return [...new Set(urls.map((url) => url.replace(/[.,;:!?)\]]+$/, "")))].map((url) => ({
    label: url,
    url,
    says: null,
    isChip: false,
  }));
}
