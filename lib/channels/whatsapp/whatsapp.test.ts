import { describe, expect, test } from "vitest";
import type { CompileContext, Compiled, JsonObject } from "@/lib/channels/contract";
import { ana, mediaId, nobody, otherMediaId, readBy, testContext } from "@/lib/channels/message.fixtures";
import { textAt } from "@/lib/channels/read-json";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import { messageSchema } from "@/lib/message/schema";
import { whatsapp } from "./channel";

const say = (text: string, marks: string[] = []) => ({ type: "text", text, marks });
const words = (id: string, ...children: unknown[]) => ({
  ...{ id, kind: "text" },
  paragraphs: [{ style: "plain", children }],
});
const hello = words("t", say("Half price until Sunday."));
const replies = (count: number, label = (index: number) => `Answer ${index}`) => ({
  ...{ id: "k", kind: "buttons" },
  buttons: Array.from({ length: count }, (_, index) => ({
    ...{ id: `r${index}`, label: label(index), action: { type: "reply" } },
  })),
});
const shop = { id: "shop", label: "Shop now", action: { type: "open_url", url: "https://shop.example/" } };
const yes = { id: "yes", label: "Remind me", action: { type: "reply" } };
const card = (id: string, over: object = {}) => ({
  ...{ id, mediaId, mediaKind: "image", alt: "", title: `Title ${id}`, text: `Text ${id}`, buttons: [] },
  ...over,
});
const carousel = (...cards: unknown[]) => ({ id: "c", kind: "carousel", cards });

function compile(blocks: unknown[], context: Partial<CompileContext> = {}, person = ana): Compiled {
  const { message } = renderMessage(prepareMessage(messageSchema.parse({ blocks })), readBy(person, "whatsapp"));
  return whatsapp.compile(message, testContext({ country: "PT", ...context }));
}
const inside = (blocks: unknown[], context: Partial<CompileContext> = {}) =>
  compile(blocks, { windowOpen: true, ...context });

function bodyOf({ request }: Compiled): JsonObject {
  if (request.provider !== "vonage") throw new Error("not a Vonage request");
  return request.body;
}
const customOf = (compiled: Compiled) => bodyOf(compiled).custom;
const codes = ({ findings }: Compiled) => findings.map(({ code, blockId }) => `${blockId} ${code}`);
const blockers = ({ findings }: Compiled) => findings.filter(({ severity }) => severity === "blocker");
const ref = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const still = `https://app.example/f/${mediaId}-whatsapp.jpg`;
const film = `https://app.example/f/${mediaId}-whatsapp-video.jpg`;
const video = { id: "v", kind: "video", mediaId, alt: "" };
const gif = { id: "g", kind: "gif", mediaId, alt: "" };

describe("inside the window", () => {
  test("a film takes the words as its caption; an animation is one, too", () => {
    const compiled = inside([video, hello]);
    expect(bodyOf(compiled)).toMatchObject({
      ...{ message_type: "video", video: { url: film } },
    });
    expect(textAt(bodyOf(compiled), "video", "caption")).toMatch(/^Half price until Sunday\.\n\nReply STOP/);
    expect(bodyOf(inside([gif, hello])).message_type).toBe("video");
    expect(codes(inside([gif, hello]))).toEqual(["g gif_as_video"]);
  });

  test("a film above buttons is their header", () => {
    expect(customOf(inside([video, hello, replies(2)]))).toMatchObject({
      interactive: { type: "button", header: { type: "video", video: { link: film } } },
    });
  });

  test("a recording has no room for words, so it leads to a page", () => {
    const compiled = inside([{ id: "a", kind: "audio", mediaId, alt: "Our jingle" }]);
    expect(customOf(compiled)).toMatchObject({
      interactive: { type: "cta_url", action: { parameters: { display_text: "Listen" } } },
    });
    expect(codes(compiled)).toContain("a audio_replaced");
  });

  test.each([
    [1, "button"],
    [3, "button"],
    [4, "list"],
    [10, "list"],
  ])("%i answers make a %s", (count, type) => {
    const compiled = inside([hello, replies(count)]);
    expect(customOf(compiled)).toMatchObject({ interactive: { type } });
    expect(codes(compiled)).not.toContain("k button_as_text");
  });

  test("a list has all ten answers behind one button; the eleventh is a line", () => {
    const label = (index: number) => (index === 0 ? "An answer longer than twenty-four" : `Answer ${index}`);
    const last = { id: "k2", kind: "buttons", buttons: [{ id: "r10", label: "Answer 10", action: { type: "reply" } }] };
    const compiled = inside([hello, replies(10, label), last]);
    const rows = Array.from({ length: 9 }, (_, index) => ({
      id: `${ref}:r${index + 1}`,
      title: `Answer ${index + 1}`,
    }));
    expect(customOf(compiled)).toEqual({
      type: "interactive",
      interactive: {
        type: "list",
        body: {
          text: "Half price until Sunday.\n\nReply Answer 10\n\nPreferences: https://app.example/p/token",
        },
        footer: { text: "Reply STOP to opt out." },
        action: {
          button: "Choose",
          sections: [
            {
              rows: [
                {
                  ...{ id: `${ref}:r0`, title: "An answer longer than t…" },
                  description: "An answer longer than twenty-four",
                },
                ...rows,
              ],
            },
          ],
        },
      },
    });
    expect(codes(compiled)).toEqual(["k2 button_as_text", "k answers_as_list"]);
  });

  test("a picture keeps three answers as buttons, because a list has none", () => {
    const compiled = inside([{ id: "i", kind: "image", mediaId, alt: "" }, hello, replies(4)]);
    expect(customOf(compiled)).toMatchObject({ interactive: { type: "button", header: { image: { link: still } } } });
    expect(JSON.stringify(bodyOf(compiled))).toContain("Reply Answer 3");
  });

  test("two answers alike are not two buttons", () => {
    const compiled = inside([hello, replies(2, () => "Yes")]);
    expect(customOf(compiled)).toMatchObject({ interactive: { action: { buttons: [{ reply: { title: "Yes" } }] } } });
    expect(codes(compiled)).toContain("k button_as_text");
  });

  test("cards stand side by side, each with its link", () => {
    const cards = [
      card("a", { buttons: [{ ...shop, id: "sa" }] }),
      card("b", { mediaId: otherMediaId, buttons: [{ ...shop, id: "sb" }] }),
    ];
    const compiled = inside([hello, carousel(...cards)]);
    expect(customOf(compiled)).toEqual({
      type: "interactive",
      interactive: {
        type: "carousel",
        body: {
          text: "Half price until Sunday.\n\nReply STOP to opt out. Preferences: https://app.example/p/token",
        },
        action: {
          cards: [
            {
              card_index: 0,
              type: "cta_url",
              header: { type: "image", image: { link: still } },
              body: { text: "*Title a*\nText a" },
              action: {
                name: "cta_url",
                parameters: { display_text: "Shop now", url: "https://app.example/l/sax1" },
              },
            },
            {
              card_index: 1,
              type: "cta_url",
              header: { type: "image", image: { link: `https://app.example/f/${otherMediaId}-whatsapp.jpg` } },
              body: { text: "*Title b*\nText b" },
              action: {
                name: "cta_url",
                parameters: { display_text: "Shop now", url: "https://app.example/l/sbx1" },
              },
            },
          ],
        },
      },
    });
    expect(codes(compiled)).toEqual([]);
  });

  test("answers on cards are quick replies", () => {
    const compiled = inside([
      carousel(card("a", { buttons: [{ ...yes, id: "ya" }] }), card("b", { buttons: [{ ...yes, id: "yb" }, shop] })),
    ]);
    expect(customOf(compiled)).toMatchObject({
      interactive: {
        action: {
          cards: [
            { action: { buttons: [{ type: "quick_reply", quick_reply: { id: `${ref}:ya`, title: "Remind me" } }] } },
            { action: { buttons: [{ quick_reply: { id: `${ref}:yb` } }] } },
          ],
        },
      },
    });
    // The link only one card has stands in the words, named by its card.
    expect(JSON.stringify(bodyOf(compiled))).toContain("Title b: Shop now: https://app.example/l/shopx1");
    expect(codes(compiled)).toEqual(["c cards_one_shape", "c button_as_text"]);
  });

  test("cards without a button in common stand below each other", () => {
    const compiled = inside([hello, carousel(card("a"), card("b"))]);
    expect(bodyOf(compiled).message_type).toBe("image");
    expect(codes(compiled)).toContain("c carousel_flattened");
  });
});

describe("templates", () => {
  test("a film and an animation are video headers", () => {
    for (const block of [video, gif]) {
      const compiled = compile([block, hello]);
      expect(compiled.template?.header).toEqual({ format: "VIDEO" });
      expect(customOf(compiled)).toMatchObject({
        template: {
          components: [
            { type: "header", parameters: [{ type: "video", video: { link: film } }] },
            { type: "button" },
            { type: "button" },
          ],
        },
      });
    }
  });

  test("a bold first line is the header; at 61 characters, or with an emoji, it stays in the body", () => {
    const heading = (text: string) => compile([words("h", say(text, ["bold"])), hello]).template?.header ?? null;
    expect(heading("Winter sale")).toEqual({ format: "TEXT", text: "Winter sale" });
    expect(heading("a".repeat(60))).toEqual({ format: "TEXT", text: "a".repeat(60) });
    expect(heading("a".repeat(61))).toBeNull();
    expect(heading("Winter sale 🎉")).toBeNull();
    expect(compile([words("h", say("Winter sale", ["bold"])), hello]).template?.body).toBe("Half price until Sunday.");
  });

  test("every placeholder has an invented example, the same whoever reads it", () => {
    const blocks = [
      words(
        ...(["t", say("Hi "), { type: "variable", path: "first_name", fallback: "you", marks: [] }] as const),
        say(", see "),
        ...[{ type: "variable", path: "attributes.city", fallback: "", marks: [] }, say(" at ")],
        ...[{ type: "link", text: "the shop", url: "https://shop.example", marks: [] }, say(".")],
      ),
    ];
    const { template } = compile(blocks);
    expect(template?.body).toBe("Hi {{1}}, see {{2}} at the shop {{3}}.");
    expect(template?.examples).toEqual(["Ana", "city", "https://app.example/l/example"]);
    expect(compile(blocks, {}, { ...nobody, locale: "pt" }).template).toEqual(template);
  });

  test("a body never begins or ends with a placeholder", () => {
    const name = { type: "variable", path: "first_name", fallback: "you", marks: [] };
    const compiled = compile([words("t", name, say(", see "), { ...name })]);
    expect(compiled.template).toMatchObject({
      body: "Acme: {{1}}, see {{2}}\n\nReply STOP to opt out.",
      footer: null,
    });
    expect(codes(compiled)).toContain("t template_edge");
  });

  test("numbers of the United States get no marketing templates; a free-form message does reach them", () => {
    expect(codes(compile([hello], { country: "US" }))).toEqual(["null us_marketing_paused"]);
    expect(codes(inside([hello], { country: "US" }))).toEqual([]);
  });

  test("the language is the one the message is written in, with its opt-out words", () => {
    const { template } = compile([hello], { locale: "de", contentLocale: "pt-BR" });
    expect(template).toMatchObject({ language: "pt_BR", footer: "Responda STOP para sair." });
  });

  const code = (over: object) => ({
    ...{ id: "p", kind: "promo_code", label: "Your code", asQr: false, code: { type: "fixed", code: "SAVE20" } },
    ...over,
  });

  test.each([
    ["a".repeat(15), true],
    ["a".repeat(16), false],
  ])("the code %s has a button: %s", (text, hasButton) => {
    const compiled = compile([hello, code({ code: { type: "fixed", code: text } })]);
    expect(compiled.template?.buttons.some(({ type }) => type === "COPY_CODE")).toBe(hasButton);
    expect(compiled.template?.body).toBe(`Half price until Sunday.\n\nYour code: ${text}`);
    expect(codes(compiled).includes("p code_as_words")).toBe(!hasButton);
    expect(blockers(compiled)).toEqual([]);
  });

  test("everybody's own code is in the request, an invented one in the template", () => {
    const compiled = compile([code({ code: { type: "generated", prefix: "VIP-", chars: 8 } }), hello]);
    expect(compiled.template).toMatchObject({
      body: "Your code: {{1}}\n\nHalf price until Sunday.",
      buttons: [{ type: "COPY_CODE", example: "SAVE20" }, { type: "URL" }, { type: "QUICK_REPLY" }],
    });
    expect(JSON.stringify(bodyOf(compiled))).toContain(
      '{"type":"button","sub_type":"copy_code","index":"0","parameters":[{"type":"coupon_code","coupon_code":"VIP-7KQX4MPR"}]}',
    );
    expect(codes(compile([code({ code: { type: "pool", poolId: mediaId } })]))).toContain("p code_as_words");
  });

  const until = code({ validUntil: "2026-12-24T22:00:00Z" });

  test("a code with an end is a limited-time offer: its end in the request, no footer, one link", () => {
    const compiled = compile([hello, until, { id: "k", kind: "buttons", buttons: [shop, yes] }]);
    expect(compiled.template).toMatchObject({
      offer: "Ends soon",
      body: "Half price until Sunday.\n\nYour code: SAVE20\n\nReply Remind me\n\nReply STOP to opt out.",
      footer: null,
      buttons: [
        { type: "COPY_CODE", example: "SAVE20" },
        { type: "URL", text: "Shop now", url: "https://app.example/l/{{1}}" },
      ],
    });
    expect(customOf(compiled)).toMatchObject({
      template: {
        components: [
          {
            type: "limited_time_offer",
            parameters: [
              {
                type: "limited_time_offer",
                limited_time_offer: { expiration_time_ms: Date.UTC(2026, 11, 24, 22) },
              },
            ],
          },
          { sub_type: "copy_code", index: "0" },
          { sub_type: "url", index: "1", parameters: [{ type: "text", text: "shopx1" }] },
        ],
      },
    });
    expect(codes(compiled)).toContain("p offer_on_phones_only");
  });

  test("an offer of 600 characters counts down; one of 601 does not, and says so", () => {
    const around = "\n\nYour code: SAVE20\n\nReply STOP to opt out.".length;
    const at = (chars: number) => compile([words("t", say("a".repeat(chars - around))), until]);
    expect(at(600).template?.offer).toBe("Ends soon");
    expect(at(600).template?.body).toHaveLength(600);
    expect(at(601).template?.offer).toBeNull();
    expect(codes(at(601))).toContain("p offer_too_long");
    expect(blockers(at(601))).toEqual([]);
  });

  test("a media card carousel: words and cards, every card with the same parts", () => {
    const compiled = compile([
      hello,
      carousel(
        card("a", {
          title: "For {{ first_name | default: 'you' }}",
          buttons: [
            { ...shop, id: "sa" },
            { ...yes, id: "ya" },
          ],
        }),
        card("b", {
          buttons: [
            { ...yes, id: "yb" },
            { ...shop, id: "sb" },
          ],
        }),
      ),
    ]);
    expect(compiled.template).toMatchObject({
      ...{ header: null, footer: null, buttons: [] },
      body: "Half price until Sunday.\n\nReply STOP to opt out.",
      cards: [
        {
          ...{ format: "IMAGE", body: "For {{1}}\nText a", examples: ["Ana"] },
          buttons: [
            { type: "URL", text: "Shop now", url: "https://app.example/l/{{1}}" },
            { type: "QUICK_REPLY", text: "Remind me" },
          ],
        },
        {
          ...{ format: "IMAGE", body: "*Title b*\nText b", examples: [] },
          buttons: [{ type: "URL" }, { type: "QUICK_REPLY" }],
        },
      ],
    });
    expect(customOf(compiled)).toMatchObject({
      template: {
        components: [
          {
            type: "carousel",
            cards: [
              {
                card_index: 0,
                components: [
                  { type: "header", parameters: [{ type: "image", image: { link: still } }] },
                  { type: "body", parameters: [{ type: "text", text: "Ana" }] },
                  { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "sax1" }] },
                  {
                    ...{ type: "button", sub_type: "quick_reply", index: "1" },
                    parameters: [{ type: "payload", payload: `${ref}:ya` }],
                  },
                ],
              },
              { card_index: 1 },
            ],
          },
        ],
      },
    });
    expect(codes(compiled)).toEqual([]);
  });

  test("a film on one card only becomes a still with a way to it; on all cards they are films", () => {
    const filmed = { mediaKind: "video" };
    const mixed = compile([carousel(card("a", filmed), card("b"))]);
    expect(mixed.template?.cards.map(({ format }) => format)).toEqual(["IMAGE", "IMAGE"]);
    expect(mixed.template?.body).toMatch(/^Title a: Watch: \{\{1\}\}\n/);
    expect(codes(mixed)).toContain("c cards_one_shape");
    const films = compile([carousel(card("a", filmed), card("b", filmed))]);
    expect(films.template?.cards.map(({ format }) => format)).toEqual(["VIDEO", "VIDEO"]);
  });

  test("a card takes 160 characters and two line breaks; a personal value is cut, fixed words are refused", () => {
    const at = (title: string) => compile([hello, carousel(card("a", { title, text: "" }), card("b"))]);
    expect(blockers(at("a".repeat(158)))).toEqual([]);
    expect(at("a".repeat(158)).template?.cards[0]?.body).toHaveLength(160);
    expect(blockers(at("a".repeat(159)))).toMatchObject([{ code: "card_too_long", blockId: "c" }]);
    const lines = compile([hello, carousel(card("a", { title: "", text: "1\n2\n3\n4" }), card("b"))]);
    expect(lines.template?.cards[0]?.body).toBe("1\n2\n3 4");
    expect(codes(lines)).toContain("c card_fewer_lines");
    const cut = compile(
      [hello, carousel(card("a", { title: `${"a".repeat(154)}{{ first_name }}`, text: "" }), card("b"))],
      {},
      {
        ...ana,
        first_name: "Anastasia",
      },
    );
    expect(cut.template?.cards[0]?.body).toBe(`${"a".repeat(154)}{{1}}`);
    expect(JSON.stringify(bodyOf(cut))).toContain('"text":"Anast…"');
    expect(codes(cut)).toContain("c card_value_cut");
  });

  test("one card, or eleven, are no carousel", () => {
    const many = (count: number) =>
      compile([hello, carousel(...Array.from({ length: count }, (_, at) => card(`n${at}`)))]);
    expect(many(1).template?.cards).toEqual([]);
    expect(many(2).template?.cards).toHaveLength(2);
    expect(many(10).template?.cards).toHaveLength(10);
  });

  test("what is not ready, or not chosen, stops the send", () => {
    expect(blockers(compile([video, hello], { rendition: () => null }))).toMatchObject([
      { code: "image_not_ready", blockId: "v" },
    ]);
    expect(blockers(compile([{ ...video, mediaId: null }, hello]))).toMatchObject([
      { code: "image_not_chosen", blockId: "v" },
    ]);
  });
});
