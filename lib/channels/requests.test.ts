import { describe, expect, test } from "vitest";
import type { CompileContext, Compiled } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { ana, mediaId, otherMediaId, readBy, testContext } from "@/lib/channels/message.fixtures";
import { channels } from "@/lib/channels/registry";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import { messageSchema } from "@/lib/message/schema";

const sale = [
  {
    id: "t1",
    kind: "text",
    paragraphs: [
      { style: "plain", children: [{ type: "text", text: "Sale starts today" }] },
      {
        style: "plain",
        children: [
          { type: "text", text: "Hi {{ first_name | default: 'you' }}, " },
          { type: "text", text: "half price ", marks: ["bold"] },
          { type: "text", text: "until Sunday. See " },
          { type: "link", text: "the list", url: "https://shop.example/list" },
          { type: "text", text: "." },
        ],
      },
      { style: "bullet", children: [{ type: "text", text: "Shoes" }] },
    ],
  },
];
const photo = { id: "i1", kind: "image", mediaId, alt: "A red shoe" };
const buttons = {
  id: "k",
  kind: "buttons",
  buttons: [
    { id: "shop", label: "Shop now", action: { type: "open_url", url: "https://shop.example/" } },
    { id: "call", label: "Call us", action: { type: "call", phone: "+1 (415) 555-0100" } },
    { id: "yes", label: "Remind me", action: { type: "reply" } },
  ],
};

function compile(id: ChannelId, blocks: unknown[], context: Partial<CompileContext> = {}): Compiled {
  const { message } = renderMessage(prepareMessage(messageSchema.parse({ blocks })), readBy(ana, id));
  return channels[id].compile(message, testContext(context));
}
const bodyOf = (compiled: Compiled) => {
  if (compiled.request.provider !== "vonage") throw new Error("not a Vonage request");
  return compiled.request.body;
};
const codes = (compiled: Compiled) => compiled.findings.map(({ code, blockId }) => `${blockId} ${code}`);
const receipts = {
  client_ref: "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000",
  webhook_url: "https://app.example/api/webhooks/vonage/w/status",
};
const words = "Hi Ana, half price until Sunday. See the list https://app.example/l/t10x1.\n";

describe("sms", () => {
  test("everything becomes one text with its opt-out words", () => {
    const compiled = compile("sms", [photo, ...sale, buttons], { ttlSeconds: 3600 });
    expect(bodyOf(compiled)).toEqual({
      channel: "sms",
      message_type: "text",
      to: "14155550100",
      from: "14155550199",
      text: `Sale starts today\n${words}- Shoes\n\nShop now: https://app.example/l/shopx1\nCall us: +14155550100\nReply Remind me\n\nReply STOP to opt out. Preferences: https://app.example/p/token`,
      ttl: 3600,
      sms: { encoding_type: "auto" },
      ...receipts,
      webhook_version: "v1",
    });
    expect(codes(compiled)).toEqual([
      "t1 formatting_dropped",
      "i1 image_dropped",
      "k button_as_text",
      "null several_segments",
    ]);
    expect(compiled.billedUnits).toBe(2);
  });

  test("a sender that cannot be answered says so, and offers no answers", () => {
    const compiled = compile("sms", [...sale, buttons], { canReceiveReplies: false });
    expect(bodyOf(compiled).text).toContain("No replies to this number. Opt out: https://app.example/p/token");
    expect(bodyOf(compiled).text).not.toMatch(/STOP|Remind me/);
    expect(codes(compiled)).toContain("k reply_dropped");
  });

  test("a picture alone sends its description", () => {
    expect(bodyOf(compile("sms", [photo])).text).toMatch(/^A red shoe\n\nReply STOP/);
    expect(codes(compile("sms", [{ ...photo, alt: "" }]))).toContain("null nothing_to_send");
  });

  test("a dear character is named with its block and its look-alike", () => {
    const text = {
      id: "t",
      kind: "text",
      paragraphs: [{ style: "plain", children: [{ type: "text", text: "It’s on" }] }],
    };
    const finding = compile("sms", [text]).findings.find(({ code }) => code === "not_gsm");
    expect(finding).toMatchObject({
      blockId: "t",
      severity: "warning",
      remedy: 'Use plain characters, such as "\'" for "’".',
    });
  });
});

describe("mms", () => {
  test("one picture carries the words as its caption", () => {
    const body = bodyOf(compile("mms", [photo, ...sale]));
    expect(body).toMatchObject({ channel: "mms", message_type: "image", webhook_version: "v1" });
    expect(body.image).toMatchObject({ url: `https://app.example/f/${mediaId}-mms.jpg` });
  });

  test("several pictures go as content, words with the first", () => {
    const body = bodyOf(compile("mms", [photo, { ...photo, id: "i2", mediaId: otherMediaId }, ...sale]));
    expect(body.message_type).toBe("content");
    expect(body.content).toMatchObject([
      { type: "image" },
      { type: "image", url: `https://app.example/f/${otherMediaId}-mms.jpg` },
    ]);
  });

  test("a short time-to-live is raised to what the provider takes", () => {
    expect(bodyOf(compile("mms", sale, { ttlSeconds: 10 })).ttl).toBe(300);
  });
});

describe("rcs", () => {
  test("a picture makes a card: first line as title, buttons as suggestions", () => {
    const compiled = compile("rcs", [photo, ...sale, buttons], { ttlSeconds: 86_400 });
    expect(bodyOf(compiled)).toEqual({
      channel: "rcs",
      message_type: "card",
      to: "14155550100",
      from: "14155550199",
      card: {
        title: "Sale starts today",
        text: `${words}• Shoes\n\nReply STOP to opt out.`,
        media_url: `https://app.example/f/${mediaId}-rcs-card.jpg`,
        media_description: "A red shoe",
        media_height: "MEDIUM",
        suggestions: [
          {
            type: "open_url",
            text: "Shop now",
            postback_data: `${receipts.client_ref}:shop`,
            url: "https://app.example/l/shopx1",
          },
          {
            type: "dial",
            text: "Call us",
            postback_data: `${receipts.client_ref}:call`,
            phone_number: "+14155550100",
          },
          { type: "reply", text: "Remind me", postback_data: `${receipts.client_ref}:yes` },
          {
            type: "open_url",
            text: "Preferences",
            postback_data: `${receipts.client_ref}:preferences`,
            url: "https://app.example/p/token",
          },
        ],
      },
      rcs: { card_orientation: "VERTICAL", category: "promotion" },
      ttl: 86_400,
      ...receipts,
    });
    expect(codes(compiled)).toEqual(["t1 formatting_dropped", "t1 link_not_tappable"]);
  });

  test("buttons beyond four on a card become lines, with a warning", () => {
    const five = Array.from({ length: 5 }, (_, index) => ({
      id: `n${index}`,
      label: `Number ${index}`,
      action: { type: "open_url", url: "https://shop.example" },
    }));
    const compiled = compile("rcs", [photo, ...sale, { id: "k", kind: "buttons", buttons: five }]);
    expect(JSON.stringify(bodyOf(compiled).card)).toContain("Number 4: https://app.example/l/n4x1");
    expect(JSON.stringify(bodyOf(compiled).card)).toContain("Preferences: https://app.example/p/token");
    expect(codes(compiled)).toContain("k too_many_buttons");
  });

  test("a picture not converted yet stops the send", () => {
    expect(compile("rcs", [photo, ...sale], { rendition: () => null }).findings).toContainEqual(
      expect.objectContaining({ severity: "blocker", code: "image_not_ready", blockId: "i1" }),
    );
  });
});

describe("whatsapp", () => {
  test("outside the window a template carries what is fixed and the request what is personal", () => {
    const compiled = compile("whatsapp", [photo, ...sale, buttons]);
    expect(compiled.template).toMatchObject({
      language: "en",
      category: "MARKETING",
      header: { format: "IMAGE" },
      body: "Sale starts today\nHi {{1}}, *half price* until Sunday. See the list {{2}}.\n- Shoes",
      footer: "Reply STOP to opt out.",
      buttons: [
        { type: "URL", text: "Shop now", url: "https://app.example/l/{{1}}" },
        { type: "PHONE_NUMBER", text: "Call us", phoneNumber: "+14155550100" },
        { type: "URL", text: "Preferences", url: "https://app.example/p/{{1}}" },
        { type: "QUICK_REPLY", text: "Remind me" },
        { type: "QUICK_REPLY", text: "Stop promotions" },
      ],
    });
    expect(bodyOf(compiled)).toEqual({
      channel: "whatsapp",
      message_type: "custom",
      to: "14155550100",
      from: "14155550199",
      custom: {
        type: "template",
        template: {
          name: compiled.template?.name,
          language: { policy: "deterministic", code: "en" },
          components: [
            {
              type: "header",
              parameters: [{ type: "image", image: { link: `https://app.example/f/${mediaId}-whatsapp.jpg` } }],
            },
            {
              type: "body",
              parameters: [
                { type: "text", text: "Ana" },
                { type: "text", text: "https://app.example/l/t10x1" },
              ],
            },
            { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "shopx1" }] },
            { type: "button", sub_type: "url", index: "2", parameters: [{ type: "text", text: "token" }] },
            {
              type: "button",
              sub_type: "quick_reply",
              index: "3",
              parameters: [{ type: "payload", payload: `${receipts.client_ref}:yes` }],
            },
            { type: "button", sub_type: "quick_reply", index: "4", parameters: [{ type: "payload", payload: "STOP" }] },
          ],
        },
      },
      ...receipts,
      webhook_version: "v1",
    });
  });

  test("inside the window answers become buttons, the rest lines", () => {
    const compiled = compile("whatsapp", [...sale, buttons], { windowOpen: true });
    expect(compiled.template).toBeNull();
    expect(bodyOf(compiled).custom).toMatchObject({
      type: "interactive",
      interactive: {
        type: "button",
        footer: { text: "Reply STOP to opt out." },
        action: { buttons: [{ type: "reply", reply: { id: `${receipts.client_ref}:yes`, title: "Remind me" } }] },
      },
    });
    expect(JSON.stringify(bodyOf(compiled))).toContain(
      "Shop now: https://app.example/l/shopx1\\nCall us: +14155550100",
    );
  });

  test("inside the window one link is a button; bare words a text; a picture takes them as its caption", () => {
    const link = { id: "k", kind: "buttons", buttons: [buttons.buttons[0]] };
    expect(bodyOf(compile("whatsapp", [...sale, link], { windowOpen: true })).custom).toMatchObject({
      interactive: {
        type: "cta_url",
        action: { name: "cta_url", parameters: { display_text: "Shop now", url: "https://app.example/l/shopx1" } },
      },
    });
    expect(bodyOf(compile("whatsapp", sale, { windowOpen: true }))).toMatchObject({ message_type: "text" });
    expect(bodyOf(compile("whatsapp", [photo, ...sale], { windowOpen: true }))).toMatchObject({
      message_type: "image",
      image: { url: `https://app.example/f/${mediaId}-whatsapp.jpg` },
    });
  });

  test("formatting signs stand against the words and neighbours share them", () => {
    const text = {
      id: "t",
      kind: "text",
      paragraphs: [
        {
          style: "plain",
          children: [
            { type: "text", text: "a " },
            { type: "text", text: " bold ", marks: ["bold"] },
            { type: "text", text: "both ", marks: ["bold", "italic"] },
            { type: "variable", path: "first_name", fallback: null, marks: ["strike"] },
            { type: "text", text: " end" },
          ],
        },
      ],
    };
    expect(bodyOf(compile("whatsapp", [text], { windowOpen: true })).text).toMatch(/^a {2}\*bold _both_\* ~Ana~ end\n/);
    expect(compile("whatsapp", [text]).template?.body).toBe("a  *bold _both_* ~{{1}}~ end");
  });

  test("a body that begins or ends with a personal value is warned of", () => {
    const text = {
      id: "t",
      kind: "text",
      paragraphs: [{ style: "plain", children: [{ type: "variable", path: "first_name", fallback: "x" }] }],
    };
    expect(codes(compile("whatsapp", [text]))).toContain("t template_edge");
  });
});

describe("messenger", () => {
  test("words, a picture as a link, no time-to-live", () => {
    const compiled = compile("messenger", [photo, ...sale], { ttlSeconds: 600, to: "psid-123" });
    expect(bodyOf(compiled)).toEqual({
      channel: "messenger",
      message_type: "text",
      to: "psid-123",
      from: "14155550199",
      text: `A red shoe: https://app.example/f/${mediaId}-messenger.jpg\n\nSale starts today\n${words}• Shoes\n\nReply STOP to opt out. Preferences: https://app.example/p/token`,
      messenger: { category: "response" },
      ...receipts,
      webhook_version: "v1",
    });
    expect(codes(compiled)).toContain("i1 image_as_link");
    expect(channels.messenger.outsideWindow).toBe("refused");
  });
});

describe("push", () => {
  test("declarative notification with actions, picture and the way to the preference page", () => {
    const compiled = compile("push", [photo, ...sale, buttons], { locale: "ar" });
    expect(compiled.request).toEqual({
      provider: "web-push",
      payload: {
        web_push: 8030,
        notification: {
          title: "Sale starts today",
          body: "Hi Ana, half price until Sunday. See the list.\n• Shoes\n\nCall us: +14155550100",
          navigate: "https://app.example/l/shopx1",
          lang: "ar",
          dir: "rtl",
          tag: "0190aaaabbbb7ccc8dddeeeeffff0000",
          image: `https://app.example/f/${mediaId}-push.jpg`,
          actions: [
            { action: "shop", title: "Shop now", navigate: "https://app.example/l/shopx1" },
            { action: "preferences", title: "التفضيلات", navigate: "https://app.example/p/token" },
          ],
          data: { delivery_id: receipts.client_ref, preferences_url: "https://app.example/p/token" },
        },
      },
      ttlSeconds: 259_200,
      urgency: "normal",
      topic: "0190aaaabbbb7ccc8dddeeeeffff0000",
    });
    expect(codes(compiled)).toEqual(
      expect.arrayContaining(["t1 link_dropped", "k button_as_text", "k reply_dropped", "i1 not_on_iphone"]),
    );
  });
});
