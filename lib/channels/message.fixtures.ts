import fc from "fast-check";
import type { CompileContext } from "@/lib/channels/contract";
import type { Person } from "@/lib/message/person";
import { type Message, messageSchema } from "@/lib/message/schema";

export const mediaId = "01900000-0000-7000-8000-000000000001";
export const otherMediaId = "01900000-0000-7000-8000-000000000002";

/** A context as the sender makes it: short links, a signed preference page, every picture converted. */
export function testContext(overrides: Partial<CompileContext> = {}): CompileContext {
  return {
    to: "+14155550100",
    country: "US",
    from: "14155550199",
    clientRef: "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000",
    statusUrl: "https://app.example/api/webhooks/vonage/w/status",
    brandName: "Acme",
    locale: "en",
    link: (_url, key) => `https://app.example/l/${key.replace(/\W/g, "")}x1`,
    preferencesUrl: "https://app.example/p/token",
    rendition: (id, profile) => ({
      url: `https://app.example/f/${id}-${profile}.jpg`,
      mime: "image/jpeg",
      widthPx: 1000,
      heightPx: 500,
      bytes: 90_000,
      durationSeconds: null,
    }),
    windowOpen: false,
    canReceiveReplies: true,
    ttlSeconds: null,
    ...overrides,
  };
}

export const ana: Person = {
  first_name: "Ana",
  last_name: "Sá",
  email: null,
  country: "PT",
  locale: "pt",
  time_zone: null,
  attributes: { city: "Porto", points: 120, note: "two\nlines" },
};

export const nobody: Person = {
  first_name: null,
  last_name: null,
  email: null,
  country: null,
  locale: null,
  time_zone: null,
  attributes: {},
};

const word = fc.oneof(
  fc.constantFrom(
    "Sale",
    "today",
    "50%",
    "café",
    "“quoted”",
    "🎉",
    "مرحبا",
    "*star*",
    "a_b",
    "<script>",
    "&amp;",
    "~",
    "€5",
  ),
  fc.string({ minLength: 1, maxLength: 12 }),
);
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(" "));
const label = fc.oneof(fc.constantFrom("Shop", "Yes", "A very long label that nobody can show anywhere", "  "), words);
const url = fc.constantFrom(
  "https://shop.example/a",
  "https://shop.example",
  "https://x.example/{{ country | default: 'xx' }}?q=1",
  "javascript:alert(1)",
  "",
);
const marks = fc.uniqueArray(fc.constantFrom("bold", "italic", "underline", "strike"), { maxLength: 3 });

const inline = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant("text"), text: words, marks }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("variable"),
      path: fc.constantFrom("first_name", "attributes.city", "attributes.note", "nope"),
      fallback: fc.constantFrom("", "friend"),
      marks,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { type: "text", text: "{% if first_name %} {{ first_name }}{% endif %}" },
      { type: "text", text: "Hi {{ first_name | default: 'you' }}, in {{ attributes.city | default: '' }}!" },
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("link"), text: words, url, marks }) },
  { weight: 1, arbitrary: fc.constant({ type: "break" }) },
);
const paragraph = fc.record({
  style: fc.constantFrom("plain", "bullet", "ordered"),
  children: fc.array(inline, { maxLength: 5 }),
});
const action = fc.oneof(
  fc.record({ type: fc.constant("open_url"), url }),
  fc.record({ type: fc.constant("call"), phone: fc.constantFrom("+1 415 555 0100", "nonsense") }),
  fc.constant({ type: "reply" }),
);

const block = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("text"), paragraphs: fc.array(paragraph, { maxLength: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("image"),
      mediaId: fc.constantFrom(mediaId, otherMediaId, null),
      alt: fc.oneof(fc.constant(""), words),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("buttons"),
      buttons: fc.array(
        fc.record({
          label: fc.oneof(
            { weight: 5, arbitrary: label },
            { weight: 1, arbitrary: fc.constant("For {{ first_name | default: 'you' }}") },
          ),
          action,
        }),
        { maxLength: 6 },
      ),
    }),
  },
);

/** Messages of every shape the document allows, sound and unsound. */
export const anyMessage: fc.Arbitrary<Message> = fc.array(block, { maxLength: 7 }).map((blocks) =>
  messageSchema.parse({
    blocks: blocks.map((one, index) => ({
      ...one,
      id: `b${index}`,
      ...(one.kind === "buttons"
        ? { buttons: one.buttons.map((button, at) => ({ ...button, id: `b${index}k${at}` })) }
        : {}),
    })),
  }),
);

export const anyContext: fc.Arbitrary<CompileContext> = fc
  .record({
    windowOpen: fc.boolean(),
    canReceiveReplies: fc.boolean(),
    ttlSeconds: fc.option(fc.integer({ min: 1, max: 5_000_000 })),
    locale: fc.constantFrom("en", "en-US", "fr", "de-AT", "ar", "xx"),
  })
  .map((overrides) => testContext(overrides));

/** A message that is one text of the given words. */
export function textOnly(text: string): Message {
  return {
    blocks: [
      { id: "t", kind: "text", paragraphs: [{ style: "plain", children: [{ type: "text", text, marks: [] }] }] },
    ],
  };
}
