import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cappedUntil } from "@/lib/limits/capped-until";
import { type Cap, capsFor } from "@/lib/limits/caps-for";
import { personAllowance } from "@/lib/limits/person-allowance";
import type { RecentMessage } from "@/lib/limits/recent-message";
import { sendingLimitsOf } from "@/lib/limits/schema";

const now = new Date("2026-03-10T12:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const sent = (hours: number, about: Partial<RecentMessage> = {}): RecentMessage => ({
  ...{ at: ago(hours), channel: "sms", topic: "promotions", micros: 10_000, isReceived: true, ...about },
});
const threeADay: Cap = { channel: null, topic: null, messagesMax: 3, hours: 24 };
const until = (messages: RecentMessage[], caps: Cap[], channel: "sms" | "rcs" = "sms", reservedCount = 0) =>
  cappedUntil({ messages, reservedCount }, caps, channel, now);

describe("a cap", () => {
  test("rolls: the next message may go when the oldest that counts leaves the stretch", () => {
    expect(until([sent(4), sent(3), sent(2)], [threeADay])).toEqual(ago(4 - 24));
    expect(until([sent(4), sent(3)], [threeADay])).toBeNull();
    expect(until([sent(24), sent(3), sent(2)], [threeADay])).toBeNull();
    expect(until([sent(5), sent(4), sent(3), sent(2)], [threeADay])).toEqual(ago(4 - 24));
  });

  test("of one channel counts that channel, of one topic that topic; the latest of several holds", () => {
    const oneSms = { ...threeADay, channel: "sms" as const, messagesMax: 1 };
    expect(until([sent(1, { channel: "rcs" })], [oneSms])).toBeNull();
    expect(until([sent(1)], [oneSms], "rcs")).toBeNull();
    expect(until([sent(1)], [oneSms])).toEqual(ago(-23));
    const oneUpdate = { ...threeADay, topic: "updates", messagesMax: 1 };
    expect(until([sent(1)], [oneUpdate])).toBeNull();
    expect(until([sent(1), sent(9, { topic: "updates" })], [oneSms, oneUpdate])).toEqual(ago(-23));
  });

  test("keeps the places of campaigns that go first", () => {
    expect(until([sent(4)], [threeADay], "sms", 1)).toBeNull();
    expect(until([sent(4)], [threeADay], "sms", 2)).toEqual(ago(4 - 24));
    expect(until([], [threeADay], "sms", 3)).toEqual(ago(-1));
  });

  test("is never exceeded in any stretch, whenever messages are asked for", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 30 * 60 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 72 }),
        (minutes, messagesMax, hours) => {
          const cap: Cap = { channel: null, topic: null, messagesMax, hours };
          const messages: RecentMessage[] = [];
          let at = now;
          for (const gap of minutes) {
            at = new Date(at.getTime() + gap * 60_000);
            const freeAt = cappedUntil({ messages, reservedCount: 0 }, [cap], "sms", at);
            if (freeAt !== null) {
              expect(freeAt.getTime()).toBeGreaterThan(at.getTime());
              expect(cappedUntil({ messages, reservedCount: 0 }, [cap], "sms", freeAt)).toBeNull();
              continue;
            }
            messages.push({ ...sent(0), at });
          }
          for (const { at: end } of messages) {
            const from = end.getTime() - hours * 3_600_000;
            const inside = messages.filter((each) => each.at.getTime() > from && each.at <= end);
            expect(inside.length).toBeLessThanOrEqual(messagesMax);
          }
        },
      ),
    );
  });
});

describe("the caps of a workspace", () => {
  test("as shipped never stand between a ladder and its own next step", () => {
    const rungsMax = 8;
    const own = Array.from({ length: rungsMax - 1 }, (_, step) => sent(step * 0.01));
    expect(until(own, capsFor(sendingLimitsOf({}), "promotions", ["CA"]))).toBeNull();
  });

  test("in Florida and Oklahoma hold three on one subject in 24 hours, unless switched off", () => {
    const shipped = sendingLimitsOf({});
    const three = [sent(3), sent(2), sent(1)];
    expect(until(three, capsFor(shipped, "promotions", ["NY", "OK"]))).toEqual(ago(3 - 24));
    expect(until(three, capsFor(shipped, "updates", ["FL"]))).toBeNull();
    expect(until(three, capsFor(shipped, "promotions", ["WA"]))).toBeNull();
    expect(until(three, capsFor({ ...shipped, isSubjectCapOn: false }, "promotions", ["FL"]))).toBeNull();
  });

  test("let messages pass that are no advertising", () => {
    expect(capsFor({ ...sendingLimitsOf({}), uncappedTopics: ["reminders"] }, "reminders", ["FL"])).toEqual([]);
  });

  test("refuse two of the same kind, and none, too many days or no messages", () => {
    const cap = { channel: null, messagesMax: 3, days: 7 };
    for (const caps of [[cap, { ...cap, messagesMax: 2 }], [{ ...cap, days: 32 }], [{ ...cap, messagesMax: 0 }]]) {
      expect(() => sendingLimitsOf({ limits: { caps } })).toThrow();
    }
    expect(sendingLimitsOf({ limits: { caps: [] } }).caps).toEqual([]);
  });
});

test("a person's month counts what began in it: money also for what did not arrive, messages only what did", () => {
  const limits = { ...sendingLimitsOf({}), personMonthBudgetMicros: 100_000, personMonthMessagesMax: 4 };
  const messages = [sent(1), sent(2, { isReceived: false }), sent(400)];
  expect(personAllowance(limits, messages, ago(300))).toEqual({ micros: 80_000, messages: 3 });
  expect(personAllowance(sendingLimitsOf({}), messages, ago(300))).toEqual({ micros: null, messages: null });
});
