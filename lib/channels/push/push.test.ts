import { expect, test } from "vitest";
import type { CompileContext, Compiled } from "@/lib/channels/contract";
import { ana, mediaId, otherMediaId, readBy, testContext } from "@/lib/channels/message.fixtures";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import { messageSchema } from "@/lib/message/schema";
import { push } from "./channel";

function compile(blocks: unknown[], context: Partial<CompileContext> = {}): Compiled {
  const { message } = renderMessage(prepareMessage(messageSchema.parse({ blocks })), readBy(ana, "push"));
  return push.compile(message, testContext(context));
}
function shown({ request }: Compiled) {
  if (request.provider !== "web-push") throw new Error("not a notification");
  return request.payload.notification;
}
const codes = ({ findings }: Compiled) =>
  findings.map(({ severity, code, blockId }) => `${severity} ${blockId} ${code}`);
const says = (text: string) => ({
  ...{ id: "t", kind: "text" },
  paragraphs: [{ style: "plain", children: [{ type: "text", text }] }],
});
const photo = { id: "i", kind: "image", mediaId, alt: "A red kayak" };
const opens = (id: string, label: string) => ({ id, label, action: { type: "open_url", url: "https://shop.example" } });
const event = {
  ...{ title: "Opening", startsAt: "2026-12-01T18:00:00Z", endsAt: "2026-12-01T20:00:00Z" },
  ...{ location: "Porto", description: "" },
};
const day = { id: "day", label: "Add to calendar" };
const rsvp = {
  ...{ id: "r", kind: "rsvp", question: "Will you come?", event: null, calendar: day },
  answers: [
    { id: "y", label: "Yes" },
    { id: "n", label: "No" },
    { id: "m", label: "Maybe" },
  ],
};

test("answers with a page become buttons, and a tap on the notification answers nothing", () => {
  const compiled = compile([rsvp]);
  expect(shown(compiled)).toMatchObject({
    title: "Acme",
    body: "Will you come?",
    navigate: "https://app.example/p/token",
    actions: [
      { action: "y", title: "Yes", navigate: "https://app.example/l/yx1" },
      { action: "n", title: "No", navigate: "https://app.example/l/nx1" },
    ],
  });
  expect(codes(compiled)).toEqual([
    "warning r too_many_buttons",
    "note r not_on_iphone",
    "warning null no_destination",
  ]);
});

test("a tap opens a calendar file only when there is no page", () => {
  const alone = compile([{ ...rsvp, event }]);
  expect(shown(alone)).toMatchObject({ navigate: "https://app.example/l/dayx1" });
  expect(codes(alone)).toContain("note r button_as_tap");
  const calendar = { ...day, action: { type: "calendar", event } };
  const both = compile([says("Hi"), { id: "k", kind: "buttons", buttons: [calendar, opens("shop", "Shop")] }]);
  expect(shown(both)).toMatchObject({
    navigate: "https://app.example/l/shopx1",
    actions: [{ action: "day" }, { action: "shop" }],
  });
});

test("a carousel gives its first picture and buttons, and the titles of all cards", () => {
  const card = (id: string, title: string, media: string) => ({
    ...{ id, mediaId: media, mediaKind: "image", alt: title, title, text: "Light and quick" },
    buttons: [opens(`b${id}`, `See ${title}`)],
  });
  const cards = [card("1", "Kayak", mediaId), card("2", "Paddle", otherMediaId)];
  const compiled = compile([says("New today"), { id: "c", kind: "carousel", cards }]);
  expect(shown(compiled)).toMatchObject({
    title: "New today",
    body: "Kayak · Paddle",
    image: `https://app.example/f/${mediaId}-push.jpg`,
    navigate: "https://app.example/l/b1x1",
    actions: [{ title: "See Kayak" }, { action: "preferences" }],
  });
  expect(codes(compiled)).toEqual(["warning c carousel_shortened", "note c not_on_iphone", "note c not_on_iphone"]);
});

test("a picture whose address is too long is left out, with the reason, and the words go", () => {
  const rendition = () => ({
    ...{ url: `https://app.example/${"a".repeat(2900)}.jpg`, mime: "image/jpeg", bytes: 9 },
    ...{ widthPx: 1000, heightPx: 500, durationSeconds: null },
  });
  const compiled = compile([photo, says("Sale today")], { rendition });
  expect(shown(compiled)).toMatchObject({ body: "Sale today" });
  expect(shown(compiled)).not.toHaveProperty("image");
  expect(codes(compiled)).toEqual(["warning null no_destination", "warning i image_dropped"]);
  const long = compile([photo, says("a".repeat(3000))], { rendition });
  expect(codes(long)).toContain("blocker t text_too_long");
  expect(codes(long)).not.toContain("warning i image_dropped");
});

test("a line between blocks is dropped without noise", () => {
  const compiled = compile([says("One"), { id: "d", kind: "divider" }, { ...says("Two"), id: "u" }]);
  expect(shown(compiled)).toMatchObject({ title: "One", body: "Two" });
  expect(codes(compiled)).toEqual(["warning null no_destination"]);
});

test("a picture alone is sent with its description", () => {
  expect(shown(compile([photo]))).toMatchObject({ title: "Acme", body: "A red kayak" });
  expect(codes(compile([{ ...photo, alt: "" }]))).toContain("blocker null nothing_to_send");
});

test("who sees no picture and no buttons is named", () => {
  const { findings } = compile([photo, { id: "k", kind: "buttons", buttons: [opens("shop", "Shop")] }]);
  expect(findings.filter(({ code }) => code === "not_on_iphone").map(({ text }) => text)).toEqual([
    "iPhones and Macs with Safari show the notification without the buttons.",
    "iPhones, Macs with Safari, and computers with Firefox show the notification without the picture.",
  ]);
});
