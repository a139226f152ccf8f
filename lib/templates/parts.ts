import type { ChannelId } from "@/lib/channels/ids";
import type { Rung } from "@/lib/ladder/schema";
import type { Inline, Paragraph } from "@/lib/message/parts";
import type { Block, BlockVariant } from "@/lib/message/schema";

/** The pieces the built-in templates are written with. */

export const hourSeconds = 60 * 60;
export const daySeconds = 24 * hourSeconds;

const inlineOf = (piece: Inline | string): Inline =>
  typeof piece === "string" ? { type: "text", text: piece, marks: [] } : piece;

export const bold = (text: string): Inline => ({ type: "text", text, marks: ["bold"] });
export const firstName: Inline = { type: "variable", path: "first_name", fallback: "there", marks: [] };
export const attribute = (name: string, fallback: string): Inline => ({
  ...{ type: "variable", path: `attributes.${name}`, fallback, marks: [] },
});

export const line = (...children: (Inline | string)[]): Paragraph => ({
  style: "plain",
  children: children.map(inlineOf),
});
export const bullet = (...children: (Inline | string)[]): Paragraph => ({ ...line(...children), style: "bullet" });

export const words = (id: string, ...paragraphs: Paragraph[]): Block => ({ id, kind: "text", paragraphs });

/** A picture still to be chosen; `alt` says what would suit. */
export const picture = (id: string, alt: string): Block => ({ id, kind: "image", mediaId: null, alt });

/** A film still to be chosen. */
export const video = (id: string, alt: string): Block => ({ id, kind: "video", mediaId: null, alt });

/** An animation still to be chosen. */
export const gif = (id: string, alt: string): Block => ({ id, kind: "gif", mediaId: null, alt });

/** Cards with a picture still to be chosen and one button each. */
export const carousel = (
  id: string,
  ...cards: { alt: string; title: string; text: string; label: string; url: string }[]
): Block => ({
  id,
  kind: "carousel",
  cards: cards.map(({ alt, title, text, label, url }, index) => ({
    ...{ id: `${id}-${index + 1}`, mediaId: null, mediaKind: "image", alt, title, text },
    buttons: [{ id: `${id}-${index + 1}-open`, label, action: { type: "open_url", url } }],
  })),
});

/** A countdown whose end is still to be chosen. */
export const countdown = (id: string, label: string): Block => ({
  ...{ id, kind: "countdown", label, deadline: "", timeZone: "UTC" },
  style: { background: "#0f3d4a", foreground: "#ffffff", accent: "#7fd4c8" },
});

/** A code made for each person. */
export const ownCode = (id: string, label: string, prefix: string, asQr = false): Block => ({
  ...{ id, kind: "promo_code", label, asQr },
  code: { type: "generated", prefix, chars: 8 },
});

/** What the person last did with a product; what people without one see is still to be chosen. */
export const product = (id: string, source: "last_viewed" | "last_carted", label: string): Block => ({
  ...{ id, kind: "product", source, product: null, showDescription: false, showPrice: true },
  button: { id: `${id}-open`, label },
});

export const quickReplies = (id: string, ...labels: string[]): Block => ({
  ...{ id, kind: "quick_replies" },
  replies: labels.map((label, index) => ({ id: `${id}-${index + 1}`, label })),
});

/** A question with three answers; an event brings the calendar, its date still to be chosen. */
export const rsvp = (id: string, question: string, event: { title: string; location: string } | null): Block => ({
  ...{ id, kind: "rsvp", question },
  answers: ["I'll be there", "Maybe", "Can't make it"].map((label, index) => ({ id: `${id}-${index + 1}`, label })),
  event: event === null ? null : { ...event, startsAt: "", endsAt: "", description: "" },
  calendar: { id: `${id}-calendar`, label: "Add to calendar" },
});

/** A store whose place on the map is still to be chosen. */
export const store = (id: string, facts: { name: string; address: string; hours: string }): Block => ({
  ...{ id, kind: "store", ...facts, phone: "", place: null, showMap: true },
  directions: { id: `${id}-directions`, label: "Directions" },
  call: { id: `${id}-call`, label: "Call us" },
});

/** What one channel shows in the place of a block; null leaves it out there. */
export const insteadOn = (channel: ChannelId, of: string, block: Block | null): BlockVariant => ({
  ...{ of, channel, language: null, block },
});

/** Buttons that open a page of the business, or send an answer when there is no page. */
export const buttons = (id: string, ...list: { label: string; url?: string }[]): Block => ({
  id,
  kind: "buttons",
  buttons: list.map(({ label, url }, index) => ({
    id: `${id}-${index + 1}`,
    label,
    action: url === undefined ? { type: "reply" } : { type: "open_url", url },
  })),
});

/** Where links lead until the business puts in its own address. */
export const site = "https://www.example.com";

export const rung = (id: string, channels: Rung["channels"], waitSeconds: number, success: Rung["success"]): Rung => ({
  id,
  channels,
  waitSeconds,
  success,
});
