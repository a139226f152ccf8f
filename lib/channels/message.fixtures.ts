import fc from "fast-check";
import type { CompileContext } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { drawingFile } from "@/lib/drawing/drawing-file";
import { definitionOf } from "@/lib/message/blocks/registry";
import type { Person } from "@/lib/message/person";
import type { RenderFor } from "@/lib/message/render-message";
import { type Block, type Message, messageSchema } from "@/lib/message/schema";
import { sampleCode } from "@/lib/promo/sample-code";

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
    contentLocale: "en",
    link: (_url, key) => `https://app.example/l/${key.replace(/\W/g, "")}x1`,
    preferencesUrl: "https://app.example/p/token",
    rendition: (id, profile) => ({
      url: `https://app.example/f/${id}-${profile}.jpg`,
      mime: profile.endsWith("-video") ? "video/mp4" : profile.endsWith("-audio") ? "audio/mpeg" : "image/jpeg",
      widthPx: 1000,
      heightPx: 500,
      bytes: 90_000,
      durationSeconds: null,
    }),
    drawing: (drawing, profile) =>
      drawingFile({ publicUrl: "https://app.example", workspaceId: mediaId, drawing, profile, sign: null }),
    windowOpen: false,
    canReceiveReplies: true,
    ttlSeconds: null,
    ...overrides,
  };
}

/** How a test fills a message in for a person. */
export function readBy(person: Person, channel: ChannelId | null = null): RenderFor {
  return { person, channel, locale: "en", promoCode: sampleCode };
}

export const ana: Person = {
  first_name: "Ana",
  last_name: "Sá",
  email: null,
  country: "PT",
  locale: "pt",
  time_zone: null,
  attributes: { city: "Porto", points: 120, note: "two\nlines" },
  products: {
    viewed: {
      ...{ sku: "k1", title: "Kayak *Pro*", description: "Red", priceMinor: 49900, currency: "EUR" },
      ...{ url: "https://shop.example/k1", imageUrl: "https://shop.example/k1.jpg", mediaId: null },
    },
    carted: null,
  },
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
const event = {
  ...{ title: "Opening", startsAt: "2026-12-01T18:00:00Z", endsAt: "2026-12-01T20:00:00Z" },
  ...{ location: "Porto", description: "" },
};
const action = fc.oneof(
  fc.record({ type: fc.constant("open_url"), url }),
  fc.record({ type: fc.constant("call"), phone: fc.constantFrom("+1 415 555 0100", "nonsense") }),
  fc.constant({ type: "reply" }),
  fc.constantFrom(
    { type: "map", place: { latitude: 41.15, longitude: -8.61 }, label: "Acme" },
    { type: "map", place: null, label: "" },
  ),
  fc.record({ type: fc.constant("calendar"), event: fc.constant(event) }),
);

const chosen = fc.constantFrom(mediaId, otherMediaId, null);
const alt = fc.oneof(fc.constant(""), words);
const labelled = fc.oneof(
  { weight: 5, arbitrary: label },
  { weight: 1, arbitrary: fc.constant("For {{ first_name | default: 'you' }}") },
);
const look = fc.constantFrom(
  undefined,
  { height: "short", orientation: "upright" },
  { height: "tall", orientation: "upright" },
  { height: "medium", orientation: "sideways" },
);
const shortLabel = fc.constantFrom("Yes", "I'll be there", "No", " ");
const button = fc.record({ id: fc.constant("new"), label: labelled, action });
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

/** One block of each kind, sound and unsound. Ids are given afterwards. */
const blocksByKind: { [Kind in Block["kind"]]: { weight: number; arbitrary: fc.Arbitrary<unknown> } } = {
  text: { weight: 6, arbitrary: fc.record({ kind: kind("text"), paragraphs: fc.array(paragraph, { maxLength: 4 }) }) },
  image: {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: kind("image"), mediaId: chosen, alt, look },
      overlay: fc.option(fc.record({ text: words, place: kind("top"), color: kind("#ffffff") })),
    }),
  },
  gif: { weight: 1, arbitrary: fc.record({ kind: kind("gif"), mediaId: chosen, alt, look }) },
  video: { weight: 2, arbitrary: fc.record({ kind: kind("video"), mediaId: chosen, alt, look }) },
  audio: { weight: 1, arbitrary: fc.record({ kind: kind("audio"), mediaId: chosen, alt }) },
  carousel: {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("carousel"),
      cards: fc.array(
        fc.record({
          ...{ id: fc.constant("new"), mediaId: chosen, mediaKind: fc.constantFrom("image", "gif", "video"), alt },
          ...{ title: labelled, text: labelled, buttons: fc.array(button, { maxLength: 3 }) },
        }),
        { maxLength: 4 },
      ),
    }),
  },
  buttons: {
    weight: 4,
    arbitrary: fc.record({ kind: kind("buttons"), buttons: fc.array(button, { maxLength: 6 }) }),
  },
  quick_replies: {
    weight: 1,
    arbitrary: fc.record({
      kind: kind("quick_replies"),
      replies: fc.array(fc.record({ id: fc.constant("new"), label: labelled }), { maxLength: 5 }),
    }),
  },
  promo_code: {
    weight: 2,
    arbitrary: fc.record({
      ...{ kind: kind("promo_code"), label: labelled, asQr: fc.boolean() },
      validUntil: fc.constantFrom(undefined, "", "2026-12-24T22:00:00Z"),
      code: fc.constantFrom(
        { type: "fixed", code: "SAVE20" },
        { type: "fixed", code: "SIXTEEN-LETTERS!" },
        { type: "fixed", code: "" },
        { type: "generated", prefix: "VIP-", chars: 8 },
        { type: "pool", poolId: null },
      ),
    }),
  },
  countdown: {
    weight: 1,
    arbitrary: fc.record({
      ...{
        kind: kind("countdown"),
        label: fc.constantFrom("Ends", "For {{ first_name | default: 'you' }}", ""),
        deadline: fc.constantFrom("", "2026-12-04T17:00:00Z"),
      },
      ...{ timeZone: fc.constantFrom("Europe/Lisbon", "Nowhere/Town") },
      style: fc.constant({ background: "#000000", foreground: "#ffffff", accent: "#ff0000" }),
    }),
  },
  product: {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: kind("product"), source: fc.constantFrom("chosen", "last_viewed", "last_carted") },
      product: fc.option(
        fc.constant({
          ...{ sku: "p", title: "Paddle", description: "Light", priceMinor: 1999, currency: "EUR" },
          ...{ url: "https://shop.example/p", imageUrl: null, mediaId },
        }),
      ),
      ...{ showDescription: fc.boolean(), showPrice: fc.boolean() },
      button: fc.record({ id: fc.constant("new"), label: labelled }),
    }),
  },
  store: {
    weight: 1,
    arbitrary: fc.record({
      ...{
        kind: kind("store"),
        name: fc.constantFrom("Acme Porto", ""),
        address: fc.constantFrom("1 Rua A\nPorto", ""),
      },
      ...{ hours: kind("Mon-Fri 9-18"), phone: fc.constantFrom("", "+351 22 000 0000", "nonsense") },
      ...{ place: fc.constantFrom({ latitude: 41.15, longitude: -8.61 }, null), showMap: fc.boolean() },
      directions: fc.constant({ id: "new", label: "Directions" }),
      call: fc.constant({ id: "new", label: "Call us" }),
    }),
  },
  rsvp: {
    weight: 1,
    arbitrary: fc.record({
      ...{ kind: kind("rsvp"), question: labelled },
      answers: fc.array(fc.record({ id: fc.constant("new"), label: shortLabel }), { maxLength: 3 }),
      event: fc.constantFrom(event, null),
      calendar: fc.constant({ id: "new", label: "Add to calendar" }),
    }),
  },
  divider: { weight: 1, arbitrary: fc.record({ kind: kind("divider") }) },
};

const block = fc.oneof(...Object.values(blocksByKind));
const variant = fc
  .record({
    of: fc.nat(6),
    channel: fc.option(fc.constantFrom(...channelIds)),
    language: fc.option(fc.constantFrom("pt", "es")),
    block: fc.option(block),
  })
  .filter(({ channel, language }) => channel !== null || language !== null);

/** Messages of every shape the document allows, sound and unsound, with versions for channels and languages. */
export const anyMessage: fc.Arbitrary<Message> = fc
  .record({ blocks: fc.array(block, { maxLength: 7 }), variants: fc.array(variant, { maxLength: 2 }) })
  .map(({ blocks, variants }) => {
    let count = 0;
    const newId = () => `n${count++}`;
    // Copying gives every part an id of its own.
    const named = (raw: unknown): Block => {
      const [parsed] = messageSchema.parse({ blocks: [{ id: "raw", ...(raw as object) }] }).blocks;
      if (parsed === undefined) throw new Error("no block");
      return definitionOf(parsed.kind).copy(parsed, newId);
    };
    const own = blocks.map(named);
    return {
      blocks: own,
      languages: ["pt"],
      variants: variants.flatMap(({ of, block: raw, ...place }) => {
        const stoodFor = own[of];
        return stoodFor === undefined ? [] : [{ of: stoodFor.id, ...place, block: raw === null ? null : named(raw) }];
      }),
    };
  });

export const anyContext: fc.Arbitrary<CompileContext> = fc
  .record({
    windowOpen: fc.boolean(),
    canReceiveReplies: fc.boolean(),
    ttlSeconds: fc.option(fc.integer({ min: 1, max: 5_000_000 })),
    locale: fc.constantFrom("en", "en-US", "fr", "de-AT", "ar", "xx"),
    contentLocale: fc.constantFrom("en", "pt-BR", "ar"),
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
