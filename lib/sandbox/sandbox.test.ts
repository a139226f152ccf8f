import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/channels/contract";
import { acceptMessage, type CarrierStatus, type Surroundings } from "@/lib/sandbox/accept-message";
import { advanceMessage, type MovingMessage } from "@/lib/sandbox/advance-message";
import { accountOf, inboundUrlOf } from "@/lib/sandbox/callback-address";
import { magicRecipient } from "@/lib/sandbox/magic-recipient";
import { mediaErrorCode, mediaOf } from "@/lib/sandbox/media-rules";
import { threadsOf } from "@/lib/sandbox/phone-screen";
import { freshPhone } from "@/lib/sandbox/phone-state";
import { pressed } from "@/lib/sandbox/press";
import { requests, statusUrl } from "@/lib/sandbox/request.fixtures";
import { retryDelaySeconds } from "@/lib/sandbox/retry-delay";
import { reactionOf } from "@/lib/sandbox/simulated-person";
import { smsParts } from "@/lib/sandbox/sms-parts";
import { tapsOf } from "@/lib/sandbox/tappable";
import { validateRequest } from "@/lib/sandbox/validate-request";

const now = new Date("2026-03-02T12:00:00Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);

function valid(body: JsonObject) {
  const validation = validateRequest(body, "trace");
  if (!validation.ok) throw new Error(JSON.stringify(validation.answer.body));
  return validation.request;
}

const around: Surroundings = {
  account: { isRateExceeded: false },
  phone: freshPhone,
  stop: null,
  lastInboundAt: null,
  isTemplateApproved: false,
};
const ids = { messageUuid: "m", instance: "trace" };
const planOf = (body: JsonObject, patch: Partial<Surroundings> = {}) =>
  acceptMessage(valid(body), { ...around, ...patch }, ids, now, () => 0.5).plan.map(({ status, errorCode }) =>
    errorCode === null ? status : `${status} ${errorCode}`,
  );

describe("validateRequest", () => {
  it("answers every JSON value with a problem or a request, and never throws", () => {
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(fc.constantFrom(...Object.values(requests)), fc.dictionary(fc.string(), fc.jsonValue()))
        .map(([request, noise]) => ({ ...request, ...noise })),
      fc
        .tuple(fc.constantFrom(...Object.values(requests)), fc.nat(12), fc.jsonValue())
        .map(([request, index, value]) => ({ ...request, [Object.keys(request)[index] ?? "x"]: value })),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const result = validateRequest(body, "trace");
        if (!result.ok) expect(result.answer.httpStatus).toBe(422);
      }),
    );
  });
});

describe("acceptMessage", () => {
  it("plans submitted and delivered within three seconds", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const { plan } = acceptMessage(valid(requests.sms), around, ids, now, () => random);
        expect(plan.map(({ status }) => status)).toEqual(["submitted", "delivered"]);
        expect(plan[0]?.afterMs).toBeLessThan(plan[1]?.afterMs ?? 0);
        expect(plan[1]?.afterMs).toBeLessThanOrEqual(3_000);
      }),
    );
  });

  it("lets WhatsApp's free-form messages through only within the window, templates always", () => {
    expect(planOf(requests.whatsappText)).toEqual(["rejected 1340"]);
    expect(planOf(requests.whatsappText, { lastInboundAt: at(-24 * 3600) })).toEqual(["submitted", "delivered"]);
    expect(planOf(requests.whatsappText, { lastInboundAt: at(-24 * 3600 - 1) })).toEqual(["rejected 1340"]);
    expect(planOf(requests.whatsappTemplate)).toEqual(["rejected 1022"]);
    expect(planOf(requests.whatsappTemplate, { isTemplateApproved: true })).toEqual(["submitted", "delivered"]);
    expect(planOf(requests.messenger)).toEqual(["rejected 1340"]);
  });

  it("refuses MMS outside North America, as there is no route", () => {
    expect(planOf({ ...requests.mmsImage, to: "447700900123" })).toEqual(["rejected 1250"]);
  });

  it("lets one confirmation follow a STOP, within five minutes", () => {
    const stopped = (seconds: number, messagesSince: number) =>
      planOf(requests.sms, { stop: { at: at(-seconds), messagesSince } });
    expect(stopped(300, 0)).toEqual(["submitted", "delivered"]);
    expect(stopped(301, 0)).toEqual(["rejected 1240"]);
    expect(stopped(10, 1)).toEqual(["rejected 1240"]);
  });
});

describe("advanceMessage", () => {
  const rank: Record<string, number> = { accepted: 0, submitted: 1, delivered: 2, read: 3 };

  it("never takes a message back, whatever the order of events", () => {
    const statuses: CarrierStatus[] = ["submitted", "delivered", "read", "rejected", "undeliverable", "expired"];
    const events = fc.array(fc.tuple(fc.constantFrom(...statuses), fc.boolean(), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(events, (sequence) => {
        const message: MovingMessage = {
          id: "m",
          channel: "rcs",
          number: "447700900123",
          sender: "AcmeAgent",
          clientRef: null,
          body: requests.rcsText,
          state: "accepted",
          createdAt: now,
          ttlSeconds: 600,
        };
        for (const [status, online, rcs] of sequence) {
          const before = message.state;
          const phone = { ...freshPhone, online, rcs };
          const { state } = advanceMessage(message, { status, errorCode: null }, phone, null, at(5));
          if (state === null) continue;
          expect(["rejected", "undeliverable", "read"]).not.toContain(before);
          expect(rank[state] ?? 4).toBeGreaterThan(rank[before] ?? 4);
          if (state === "delivered") expect(online && rcs).toBe(true);
          message.state = state;
        }
      }),
    );
  });
});

describe("small rules", () => {
  it("retries climb the ladder and end after a day", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((attempts) => retryDelaySeconds(attempts, 60))).toEqual([
      5, 10, 20, 40, 80, 160, 320, 640, 900, 900,
    ]);
    expect(retryDelaySeconds(20, 24 * 3600)).toBeNull();
  });

  it("the callback address names the account and its sibling takes answers", () => {
    expect(accountOf(statusUrl)).toBe("0198f0de-0000-7000-8000-000000000001");
    expect(inboundUrlOf(statusUrl)).toBe(statusUrl.replace(/status$/, "inbound"));
    expect(inboundUrlOf("https://a.example/hooks/acme/status?x=1/2")).toBe("https://a.example/hooks/acme/inbound");
    expect([accountOf(null), inboundUrlOf(null), inboundUrlOf("https://a.example")]).toEqual(["", null, null]);
  });

  it("ordinary numbers are no agreed recipients", () => {
    expect(["14155550123", "447700900123", "14155559999", "14155552345"].map(magicRecipient)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(magicRecipient("447700001300")).toEqual({ kind: "rejected", code: 1300 });
    expect(magicRecipient("14155551300")).toEqual({ kind: "rejected", code: 1300 });
    expect(magicRecipient("14155559002")).toEqual({ kind: "never_delivered" });
    expect(magicRecipient("14155550002")).toBeNull();
  });

  it("parts of a text are counted as carriers bill them", () => {
    expect([160, 161, 306, 307].map((length) => smsParts("x".repeat(length)))).toEqual([1, 2, 2, 3]);
    expect([70, 71].map((length) => smsParts("ж".repeat(length)))).toEqual([1, 2]);
    expect(smsParts("€".repeat(81))).toBe(2);
  });

  it("media is found wherever a request names it, and judged by type and size", () => {
    expect(mediaOf(requests.mmsContent).map(({ kind }) => kind)).toEqual(["image", "vcard"]);
    expect(mediaOf(requests.rcsCarousel)).toHaveLength(3);
    expect(mediaOf(requests.whatsappButtons)).toHaveLength(1);
    const picture = { kind: "image" as const, url: "x" };
    expect(mediaErrorCode("whatsapp", picture, { mime: "image/gif", bytes: 1 })).toBe(1382);
    expect(mediaErrorCode("whatsapp", picture, { mime: "image/jpeg", bytes: 5_000_001 })).toBe(1381);
    expect(mediaErrorCode("rcs", picture, { mime: "video/mp4", bytes: 1 })).toBeNull();
    expect(mediaErrorCode("mms", picture, { mime: "video/mp4", bytes: 1 })).toBe(1382);
    expect(mediaErrorCode("mms", picture, null)).toBe(1380);
  });
});

describe("what can be pressed", () => {
  it("answers in the way of its channel", () => {
    expect(pressed(requests.rcsText, null, "d-1:yes")).toEqual({ kind: "reply", id: "d-1:yes", title: "Yes" });
    expect(pressed(requests.rcsText, null, "d-1:shop")).toEqual({ kind: "button", payload: "d-1:shop", text: "Shop" });
    expect(pressed(requests.rcsCard, null, "d-1:buy")).toEqual({ kind: "reply", id: "d-1:buy", title: "Buy" });
    expect(pressed(requests.whatsappButtons, null, "d-1:yes")).toMatchObject({ kind: "reply" });
    const template = { buttons: [{ type: "QUICK_REPLY", text: "Stop promotions" }] };
    expect(pressed(requests.whatsappTemplate, template, "STOP")).toEqual({
      kind: "button",
      payload: "STOP",
      text: "Stop promotions",
    });
    expect(pressed(requests.rcsCarousel, null, "d-1:map")).toEqual({ kind: "button", payload: "d-1:map", text: "Map" });
    const day = { kind: "button", payload: "d-1:day", text: "Save the day" };
    expect(pressed(requests.rcsCarousel, null, "d-1:day")).toEqual(day);
    expect(pressed(requests.rcsText, null, "forged")).toBeNull();
  });
  it("takes rows of a list, buttons of cards, and keeps the copied code on the phone", () => {
    const interactive = (action: JsonObject): JsonObject => ({
      custom: { type: "interactive", interactive: { action } },
    });
    const rows = [{ id: "d-1:a", title: "Morning", description: "8 to 12" }];
    expect(pressed(interactive({ button: "Choose", sections: [{ rows }] }), null, "d-1:a")).toEqual({
      ...{ kind: "reply", id: "d-1:a", title: "Morning" },
    });
    const quick = { buttons: [{ type: "quick_reply", quick_reply: { id: "d-1:b", title: "This one" } }] };
    expect(pressed(interactive({ cards: [{ action: quick }] }), null, "d-1:b")).toEqual({
      ...{ kind: "reply", id: "d-1:b", title: "This one" },
    });
    const placed = { type: "button", sub_type: "quick_reply", index: "0", parameters: [{ payload: "d-1:c" }] };
    const request: JsonObject = {
      custom: {
        type: "template",
        template: { components: [{ type: "carousel", cards: [{ components: [] }, { components: [placed] }] }] },
      },
    };
    const onCard = { buttons: [{ type: "QUICK_REPLY", text: "Wanted" }] };
    const template = { buttons: [{ type: "COPY_CODE", example: "SAVE20" }], cards: [onCard, onCard] };
    expect(pressed(request, template, "d-1:c")).toEqual({ kind: "button", payload: "d-1:c", text: "Wanted" });
    expect(tapsOf(request, template)).toHaveLength(2);
  });

  it("includes the web addresses of a text, without the full stop after them", () => {
    const taps = tapsOf({ ...requests.sms, text: "See https://a.example/x. Or https://a.example/y" }, null);
    expect(taps.map(({ url }) => url)).toEqual(["https://a.example/x", "https://a.example/y"]);
  });
});

describe("simulated people", () => {
  it("react the same to the same message, and read before they tap or write", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(23), (person, message, hour) => {
        const features = { channel: "rcs", hasMedia: true, tapCount: 3, textChars: 80 };
        const reaction = reactionOf(person, message, features, hour);
        expect(reactionOf(person, message, features, hour)).toEqual(reaction);
        if (reaction.tap) {
          expect(reaction.tap.afterMs).toBeGreaterThan(reaction.readAfterMs ?? Number.POSITIVE_INFINITY);
          expect(reaction.tap.index).toBeLessThan(3);
        }
        if (reaction.says) expect(reaction.says.afterMs).toBeGreaterThan(reaction.readAfterMs ?? 0);
      }),
    );
  });

  it("do not read at night before the morning", () => {
    const features = { channel: "sms", hasMedia: false, tapCount: 0, textChars: 80 };
    for (let person = 0; person < 200; person++) {
      const { readAfterMs } = reactionOf(`p${person}`, "m", features, 2);
      if (readAfterMs !== null) expect(readAfterMs).toBeGreaterThan(5 * 3_600_000);
    }
  });
});

describe("threads", () => {
  it("file messages by app and sender, hide what never arrived, and offer known senders for a first message", () => {
    const message = (id: string, channel: string, state: string, direction: "in" | "out" = "out") => ({
      id,
      direction,
      channel,
      sender: channel === "rcs" ? "AcmeAgent" : "14155550199",
      body: direction === "in" ? { text: "Hi" } : { channel, message_type: "text", text: id },
      state,
      createdAt: now,
    });
    const sender = { from: "447700900001", displayName: "Acme", canReceiveReplies: true };
    const threads = threadsOf(
      [
        message("1", "sms", "delivered"),
        message("2", "mms", "read"),
        message("3", "sms", "received", "in"),
        message("4", "rcs", "delivered"),
        message("5", "rcs", "submitted"),
        message("6", "pigeon", "delivered"),
      ],
      { whatsapp: sender, messenger: sender },
      ["sms", "whatsapp"],
      () => true,
      new Map(),
    );
    expect(threads.map(({ key, unread, messages }) => [key, unread, messages.map(({ id }) => id)])).toEqual([
      ["messages:14155550199", 1, ["1", "2", "3"]],
      ["messages:AcmeAgent", 1, ["4"]],
      ["whatsapp:447700900001", 0, []],
    ]);
  });
});
