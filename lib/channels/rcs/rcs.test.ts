import { describe, expect, test } from "vitest";
import type { CompileContext, Json } from "@/lib/channels/contract";
import { ana, mediaId, otherMediaId, readBy, testContext } from "@/lib/channels/message.fixtures";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";
import { vonageRequestSchema } from "@/lib/channels/vonage-request.fixtures";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import { messageSchema } from "@/lib/message/schema";
import { rcs } from "./channel";

const ref = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const words = (id: string, ...lines: string[]) => ({
  ...{ id, kind: "text" },
  paragraphs: lines.map((text) => ({ style: "plain", children: [{ type: "text", text }] })),
});
const photo = (id: string, more: object = {}) => ({ id, kind: "image", mediaId, alt: "A shoe", ...more });
const film = { id: "v", kind: "video", mediaId, alt: "A film" };
const link = (id: string, label = "Shop") => ({ id, label, action: { type: "open_url", url: "https://shop.example" } });
const buttons = (id: string, ...list: object[]) => ({ id, kind: "buttons", buttons: list });
const card = (id: string, more: object = {}) => ({
  ...{ id, mediaId, mediaKind: "image", alt: "", title: `Shoe ${id}`, text: "Soft", buttons: [link(`b${id}`)] },
  ...more,
});
const carousel = (...cards: object[]) => ({ id: "c", kind: "carousel", cards });
const cards = (count: number) => Array.from({ length: count }, (_, index) => card(String(index)));

function compile(blocks: unknown[], overrides: Partial<CompileContext> = {}) {
  const { message } = renderMessage(prepareMessage(messageSchema.parse({ blocks })), readBy(ana, "rcs"));
  const compiled = rcs.compile(message, testContext(overrides));
  const body = requestJson(compiled.request);
  const isBlocked = compiled.findings.some(({ severity }) => severity === "blocker");
  if (!isBlocked) vonageRequestSchema.parse(body);
  return { body, codes: compiled.findings.map(({ code, blockId }) => `${blockId} ${code}`), isBlocked };
}
const only = (profile: string): Pick<CompileContext, "rendition"> => ({
  rendition: (id, wanted) => (wanted === profile ? testContext().rendition(id, wanted) : null),
});
const suggestion = (id: string, label = "Shop") => ({
  ...{ type: "open_url", text: label, postback_data: `${ref}:${id}`, url: `https://app.example/l/${id}x1` },
});
const preferences = {
  ...{ type: "open_url", text: "Preferences", postback_data: `${ref}:preferences`, url: "https://app.example/p/token" },
};
const titles = (body: Json) => listAt(body, "carousel").map((each) => textAt(each, "title"));

describe("a carousel", () => {
  test("goes as one, every card with its picture, words and buttons", () => {
    const { body, codes } = compile([
      carousel(card("1"), card("2", { mediaId: otherMediaId, alt: "Boots", buttons: [] })),
    ]);
    expect(body).toEqual({
      ...{ channel: "rcs", message_type: "carousel", to: "14155550100", from: "14155550199" },
      carousel: [
        {
          ...{ title: "Shoe 1", text: "Soft", media_url: `https://app.example/f/${mediaId}-rcs-carousel.jpg` },
          media_height: "MEDIUM",
          suggestions: [suggestion("b1")],
        },
        {
          ...{ title: "Shoe 2", text: "Soft\n\nReply STOP to opt out.", media_description: "Boots" },
          media_url: `https://app.example/f/${otherMediaId}-rcs-carousel.jpg`,
          media_height: "MEDIUM",
        },
      ],
      suggestions: [preferences],
      rcs: { card_width: "MEDIUM", category: "promotion" },
      client_ref: ref,
      webhook_url: "https://app.example/api/webhooks/vonage/w/status",
    });
    expect(codes).toEqual([]);
  });

  test("words around it stand on cards of their own, with a note", () => {
    const { body, codes } = compile([
      words("t1", "New today"),
      carousel(...cards(2)),
      words("t2", "Until Sunday", "Come"),
    ]);
    expect(titles(body)).toEqual(["Acme", "Shoe 0", "Shoe 1", "Until Sunday"]);
    expect(listAt(body, "carousel").map((each) => textAt(each, "text"))).toEqual([
      ...["New today", "Soft", "Soft", "Come\n\nReply STOP to opt out."],
    ]);
    expect(codes).toEqual(["t1 words_on_card", "t2 words_on_card"]);
  });

  test("where there is no room for more cards the words stand on the nearest", () => {
    const { body, codes } = compile([words("t1", "New today"), carousel(...cards(10)), words("t2", "Bye")]);
    expect(listAt(body, "carousel")).toHaveLength(10);
    expect(listAt(body, "carousel").map((each) => textAt(each, "text"))).toEqual([
      ...["New today\n\nSoft", ...Array(8).fill("Soft"), "Soft\n\nBye\n\nReply STOP to opt out."],
    ]);
    expect(codes).toEqual(["t1 words_on_card", "t2 words_on_card"]);
  });

  test.each([
    [9, 9, []],
    [10, 10, []],
    [11, 10, ["c2 cards_dropped"]],
  ])("of %i cards shows %i", (count, shown, found) => {
    const { body, codes } = compile([carousel(...cards(5)), { ...carousel(...cards(count - 5)), id: "c2" }]);
    expect(listAt(body, "carousel")).toHaveLength(shown);
    expect(codes).toEqual(found);
  });

  test("buttons of the message are chips below it, at most eleven with the preference page", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => link(`n${index}`, `Number ${index}`));
    const ten = compile([carousel(...cards(2)), buttons("k", ...many(5)), buttons("k2", ...many(5))]);
    expect(listAt(ten.body, "suggestions")).toHaveLength(11);
    expect(ten.codes).toEqual([]);
    const eleven = compile([carousel(...cards(2)), buttons("k", ...many(6)), buttons("k2", ...many(5))]);
    expect(listAt(eleven.body, "suggestions")).toHaveLength(11);
    expect(JSON.stringify(eleven.body)).toContain("Preferences: https://app.example/p/token");
    const twelve = compile([carousel(...cards(2)), buttons("k", ...many(6)), buttons("k2", ...many(6))]);
    expect(twelve.codes).toEqual(["k2 too_many_buttons", "k2 button_as_text"]);
    expect(JSON.stringify(twelve.body)).toContain("Number 5: https://app.example/l/n5x1");
  });

  test("a card takes 2000 characters and one more is refused at its block", () => {
    const said = (chars: number) => compile([carousel(card("1", { text: "a".repeat(chars) }), card("2"))]);
    expect(said(1999).isBlocked).toBe(false);
    expect(said(2000).isBlocked).toBe(false);
    const tooLong = compile([carousel(card("1"), card("2", { text: "a".repeat(2000) }))]);
    expect(tooLong.codes).toEqual(["c text_too_long"]);
  });

  test("a card without a title or a text is given what the provider requires", () => {
    const { body } = compile([carousel(card("1", { text: "" }), card("2", { title: "" }))]);
    expect(listAt(body, "carousel")).toMatchObject([{ title: "Shoe 1", text: "Acme" }, { title: "Acme" }]);
  });
});

describe("several pictures", () => {
  test("stand side by side, each with the words and buttons below it", () => {
    const { body, codes } = compile([
      ...[words("t0", "Hello"), photo("i1"), words("t1", "Red shoe", "Soft"), buttons("k1", link("x"))],
      ...[photo("i2"), words("t2", "Blue shoe", "Hard")],
    ]);
    expect(listAt(body, "carousel")).toMatchObject([
      { title: "Hello", text: "Red shoe\nSoft", suggestions: [suggestion("x")] },
      { title: "Blue shoe", text: "Hard\n\nReply STOP to opt out." },
    ]);
    expect(codes).toEqual(["i1 pictures_side_by_side", "i2 pictures_side_by_side"]);
  });

  test("more than four buttons of a picture stand below the message", () => {
    const list = Array.from({ length: 5 }, (_, index) => link(`n${index}`, `Number ${index}`));
    const { body, codes } = compile([photo("i1"), buttons("k", ...list), photo("i2")]);
    expect(listAt(body, "carousel", 0, "suggestions")).toHaveLength(4);
    expect(listAt(body, "suggestions")).toEqual([suggestion("n4", "Number 4"), preferences]);
    expect(codes).toContain("k too_many_buttons");
  });

  test("the eleventh is left out with a warning", () => {
    const { body, codes } = compile(Array.from({ length: 11 }, (_, index) => photo(`i${index}`)));
    expect(listAt(body, "carousel")).toHaveLength(10);
    expect(codes).toContain("i10 image_dropped");
  });
});

describe("what moves", () => {
  test("a film plays in its card, with a small picture while it loads", () => {
    const { body, codes } = compile([film, words("t", "Look")]);
    expect(body.card).toMatchObject({
      media_url: `https://app.example/f/${mediaId}-rcs-video.jpg`,
      thumbnail_url: `https://app.example/f/${mediaId}-rcs-thumbnail.jpg`,
      media_description: "A film",
    });
    expect(codes).toEqual([]);
  });

  test.each([
    [99_999, true],
    [100_000, true],
    [100_001, false],
  ])("a small picture of %i bytes is taken: %s", (bytes, isTaken) => {
    const rendition: CompileContext["rendition"] = (id, profile) => {
      const file = testContext().rendition(id, profile);
      return file === null ? null : { ...file, bytes };
    };
    expect(textAt(compile([film], { rendition }).body, "card", "thumbnail_url") !== "").toBe(isTaken);
  });

  test("a film that could not be converted is a still that leads to its page", () => {
    const { body, codes } = compile([film, words("t", "Look")], only("rcs-card"));
    expect(textAt(body, "card", "media_url")).toBe(`https://app.example/f/${mediaId}-rcs-card.jpg`);
    expect(listAt(body, "card", "suggestions")).toMatchObject([{ type: "open_url", text: "Watch" }, {}]);
    expect(codes).toEqual(["v video_replaced"]);
  });

  test("an animation moves, and iPhones are said to show it still", () => {
    const { body, codes } = compile([{ ...film, kind: "gif" }]);
    expect(textAt(body, "card", "media_url")).toBe(`https://app.example/f/${mediaId}-rcs-gif.jpg`);
    expect(codes).toEqual(["v gif_still_on_iphone"]);
  });

  test("a countdown is drawn anew each time, whatever the phone kept", () => {
    const style = { background: "#000000", foreground: "#ffffff", accent: "#ff0000" };
    const countdown = { id: "d", kind: "countdown", label: "Ends", deadline: "2026-12-04T17:00:00Z" };
    const { body } = compile([{ ...countdown, timeZone: "Europe/Lisbon", style }]);
    expect(body.card).toMatchObject({ media_force_refresh: true });
    expect(JSON.stringify(compile([photo("i")]).body)).not.toContain("media_force_refresh");
  });
});

describe("how large a picture is", () => {
  const shown = (height: string, orientation: string) => {
    const { body } = compile([photo("i", { look: { height, orientation } })]);
    return [
      body.rcs,
      textAt(body, "card", "media_height"),
      textAt(body, "card", "media_url").split("-").slice(-2).join(),
    ];
  };

  test("the composer decides; tall and sideways pictures are the squarer ones", () => {
    const category = "promotion";
    const upright = { card_orientation: "VERTICAL", category };
    expect(shown("short", "upright")).toEqual([upright, "SHORT", "rcs,card.jpg"]);
    expect(shown("medium", "upright")).toEqual([upright, "MEDIUM", "rcs,card.jpg"]);
    expect(shown("tall", "upright")).toEqual([upright, "TALL", "rcs,carousel.jpg"]);
    expect(shown("tall", "sideways")).toEqual([
      ...[{ card_orientation: "HORIZONTAL", image_alignment: "LEFT", category }, "", "rcs,carousel.jpg"],
    ]);
  });

  test("side by side none is tall, and all are as high", () => {
    const look = (height: string) => ({ look: { height, orientation: "upright" } });
    const heights = (...list: string[]) => {
      const { body, codes } = compile(list.map((height, index) => photo(`i${index}`, look(height))));
      return [...new Set(listAt(body, "carousel").map((each) => textAt(each, "media_height"))), codes.length];
    };
    expect(heights("short", "short")).toEqual(["SHORT", 2]);
    expect(heights("short", "medium")).toEqual(["MEDIUM", 2]);
    expect(heights("tall", "tall")).toEqual(["MEDIUM", 4]);
  });
});

test("a place opens the map and an event the calendar, elsewhere the tracked page", () => {
  const place = { latitude: 41.15, longitude: -0.0000001 };
  const event = { title: "Opening", startsAt: "2026-12-01T18:00:00Z", endsAt: "2026-12-01T20:00:00Z" };
  const { body } = compile([
    words("t", "Come"),
    buttons(
      "k",
      { id: "m", label: "Map", action: { type: "map", place, label: "Acme Porto" } },
      {
        ...{ id: "e", label: "Save the day" },
        action: { type: "calendar", event: { ...event, location: "Porto", description: "With music" } },
      },
    ),
  ]);
  expect(body.suggestions).toEqual([
    {
      ...{ type: "view_location", text: "Map", postback_data: `${ref}:m`, latitude: "41.15", longitude: "0" },
      ...{ pin_label: "Acme Porto", fallback_url: "https://app.example/l/mx1" },
    },
    {
      ...{ type: "create_calendar_event", text: "Save the day", postback_data: `${ref}:e`, title: "Opening" },
      ...{ start_time: event.startsAt, end_time: event.endsAt, description: "Porto\nWith music" },
      fallback_url: "https://app.example/l/ex1",
    },
    preferences,
  ]);
});
