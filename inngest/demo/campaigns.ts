import type { Audience } from "@/lib/audience/rule";
import type { ChannelId } from "@/lib/channels/ids";
import type { Ladder, SuccessCondition } from "@/lib/ladder/schema";
import type { Inline } from "@/lib/message/parts";
import type { Block, Message } from "@/lib/message/schema";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** What of the demo the campaigns speak about. */
export interface DemoThings {
  media: { harbor: string; boots: string; market: string; lamp: string };
  lists: { vip: string; newsletter: string; app: string };
}

export interface DemoScript {
  key: string;
  name: string;
  topic: string;
  audience: Audience;
  ladder: Ladder;
  holdoutPercent: number;
  arms: { name: string; weightPercent: number; message: Message }[];
  /** How long before now it was launched; null for a draft. */
  launchedHoursAgo: number | null;
}

const text = (words: string): Inline => ({ type: "text", text: words, marks: [] });
const bold = (words: string): Inline => ({ type: "text", text: words, marks: ["bold"] });
const firstName: Inline = { type: "variable", path: "first_name", fallback: "there", marks: [] };
const attribute = (name: string, fallback: string): Inline => ({
  ...{ type: "variable", path: `attributes.${name}`, fallback, marks: [] },
});
const words = (...children: Inline[]): Block => ({
  ...{ id: "words", kind: "text", paragraphs: [{ style: "plain", children }] },
});
const picture = (mediaId: string, alt: string): Block => ({ id: "picture", kind: "image", mediaId, alt });
const site = "https://harborandpine.example";
const buttons = (main: string, path: string, reply: string | null): Block => ({
  id: "buttons",
  kind: "buttons",
  buttons: [
    { id: "main", label: main, action: { type: "open_url", url: `${site}${path}` } },
    ...(reply === null ? [] : [{ id: "reply", label: reply, action: { type: "reply" as const } }]),
  ],
});
const rung = (id: string, channels: ChannelId[], waitSeconds: number, success: SuccessCondition) => ({
  ...{ id, channels, waitSeconds, success },
});
const one = (message: Message) => [{ name: "Variant A", weightPercent: 100, message }];
const where = (field: string, operator: "is" | "greater_than" | "less_than", value: string): Audience => ({
  ...{ kind: "rule", rule: { match: "all", conditions: [{ field, operator, value }] } },
});

/** Six that are over, one that runs, and a draft for each scenario; the oldest first. */
export function demoScripts({ media, lists }: DemoThings): DemoScript[] {
  const spring: Message = {
    blocks: [
      picture(media.harbor, "A lighthouse above a calm harbour"),
      words(text("Hi "), firstName, text(", the "), bold("spring collection"), text(" has come ashore.")),
      buttons("See what is new", "/spring", "Remind me later"),
    ],
  };
  const event: Message = {
    blocks: [
      picture(media.market, "Market stalls under paper lanterns"),
      words(
        firstName,
        text(", join our makers' evening in "),
        attribute("city", "your city"),
        text(" next Thursday, 6 pm."),
      ),
      buttons("Register", "/evening", "I am coming"),
    ],
  };
  const winBack: Message = {
    blocks: [
      picture(media.boots, "A pair of leather trail boots"),
      words(
        text("Still thinking about the "),
        attribute("last_viewed_product", "one you liked"),
        text("? 15 % off until Sunday."),
      ),
      buttons("Take another look", "/back", null),
    ],
  };
  const sale: Message = {
    blocks: [
      picture(media.market, "Market stalls under paper lanterns"),
      words(
        bold("Harbour sale"),
        text(" in "),
        attribute("city", "your city"),
        text(": Saturday, 10 to 6. Up to 40 % off."),
      ),
      buttons("Plan a visit", "/sale", "Keep a spot for me"),
    ],
  };
  const loyalty: Message = {
    blocks: [
      words(
        text("Thank you, "),
        firstName,
        text(". As a "),
        attribute("loyalty_tier", "valued"),
        text(" member you shop first."),
      ),
      buttons("Open the preview", "/members", null),
    ],
  };
  const lamp: Message = {
    blocks: [
      picture(media.lamp, "A lamp made of driftwood"),
      words(text("New: the "), bold("Driftwood lamp"), text(", made by hand. Only 200 exist.")),
      buttons("Choose yours", "/lamp", "Tell me more"),
    ],
  };
  const short: Message = {
    blocks: [words(text("The Driftwood lamp is here. Only 200 exist.")), buttons("Choose yours", "/lamp", null)],
  };
  const three: Ladder = {
    rungs: [
      rung("1", ["rcs"], 24 * hour, "engaged"),
      rung("2", ["whatsapp"], 24 * hour, "engaged"),
      rung("3", ["mms", "sms"], 12 * hour, "delivered"),
    ],
  };
  const dormant: Ladder = {
    rungs: [
      rung("1", ["mms", "sms"], day, "engaged"),
      rung("2", ["messenger"], day, "engaged"),
      rung("3", ["push"], 12 * hour, "read"),
    ],
  };
  const local: Ladder = {
    rungs: [rung("1", ["push", "rcs"], 6 * hour, "engaged"), rung("2", ["whatsapp", "sms"], 12 * hour, "delivered")],
  };
  const base = { topic: "promotions", holdoutPercent: 0 };
  const past = (days: number) => days * 24;
  return [
    {
      ...base,
      key: "spring",
      name: "Spring collection",
      audience: where("country", "is", "US"),
      ladder: three,
      arms: one(spring),
      launchedHoursAgo: past(41),
    },
    {
      ...base,
      key: "evening",
      name: "Makers' evening",
      topic: "updates",
      audience: where("country", "is", "GB"),
      ladder: three,
      arms: one(event),
      launchedHoursAgo: past(34),
    },
    {
      ...base,
      key: "winback",
      name: "We miss you",
      audience: where("attributes.last_order_days", "greater_than", "180"),
      ladder: dormant,
      arms: one(winBack),
      launchedHoursAgo: past(27),
    },
    {
      ...base,
      ...{
        key: "lamp",
        name: "Driftwood lamp: picture or plain words",
        audience: { kind: "list", listId: lists.newsletter },
      },
      ...{ ladder: three, holdoutPercent: 10, launchedHoursAgo: past(20) },
      arms: [
        { name: "With a picture", weightPercent: 50, message: lamp },
        { name: "Plain words", weightPercent: 50, message: short },
      ],
    },
    {
      ...base,
      key: "members",
      name: "Gold members first",
      audience: { kind: "list", listId: lists.vip },
      ladder: local,
      arms: one(loyalty),
      launchedHoursAgo: past(13),
    },
    {
      ...base,
      key: "sale",
      name: "Harbour sale",
      audience: where("country", "is", "FR"),
      ladder: local,
      arms: one(sale),
      launchedHoursAgo: past(6),
    },
    {
      ...base,
      ...{
        key: "running",
        name: "Weekend market",
        topic: "updates",
        audience: { kind: "list", listId: lists.app },
        arms: one(event),
        launchedHoursAgo: 1,
      },
      ladder: {
        rungs: [
          rung("1", ["push", "rcs"], 75 * minute, "engaged"),
          rung("2", ["whatsapp"], 2 * hour, "engaged"),
          rung("3", ["sms"], day, "delivered"),
        ],
      },
    },
    {
      ...base,
      key: "draft event",
      name: "Scenario: event attendance",
      topic: "updates",
      audience: { kind: "all" },
      ladder: three,
      arms: one(event),
      launchedHoursAgo: null,
    },
    {
      ...base,
      key: "draft winback",
      name: "Scenario: win back dormant subscribers",
      audience: where("attributes.last_order_days", "greater_than", "180"),
      ladder: dormant,
      arms: one(winBack),
      launchedHoursAgo: null,
    },
    {
      ...base,
      key: "draft sale",
      name: "Scenario: local sale",
      audience: where("attributes.city", "is", "Portland"),
      ladder: local,
      arms: one(sale),
      launchedHoursAgo: null,
    },
  ];
}
