import { expect, it } from "vitest";
import { durationWords } from "@/lib/sending/duration-words";
import { senderLimitWords } from "@/lib/sending/sender-limit-words";
import { senderLimitsOf } from "@/lib/sending/sender-limits-of";
import { senderFormSchema } from "@/lib/workspace/forms";

it("says what a sender may send", () => {
  expect(senderLimitWords({ unitsPerSecond: 1.25, unitsPerDay: 2000 }, "segments")).toBe(
    "At most 1.25 segments a second and 2,000 a day.",
  );
  expect(senderLimitWords({ unitsPerSecond: null, unitsPerDay: 2000 }, "segments")).toBe(
    "At most 2,000 segments a day.",
  );
});

it("says how long something takes, never less", () => {
  const said = [0, 1, 61, 120, 5400, 7201, 172_800, 200_000].map(durationWords);
  expect(said).toEqual([
    ...["0 seconds", "1 second", "61 seconds", "2 minutes", "90 minutes", "3 hours", "2 days", "3 days"],
  ]);
});

it("a limit counts for ten-digit numbers only", () => {
  const limit = { unitsPerSecond: 4, unitsPerDay: null };
  const of = (from: string) =>
    senderLimitsOf({ senders: { sms: { from, displayName: "Acme", canReceiveReplies: true, limit } } });
  expect(of("14155550199")).toEqual({ sms: limit });
  for (const from of ["44636", "447700900000", "Acme"]) expect(of(from)).toEqual({});
});

it("a limit nobody can mean is refused with what to enter", () => {
  const form = (limit: object) =>
    senderFormSchema
      .safeParse({
        ...{ channel: "sms", sender: { from: "14155550199", displayName: "Acme", canReceiveReplies: true, limit } },
      })
      .error?.issues.map(({ path, message }) => [path.join("."), message]);
  expect(form({ unitsPerSecond: 4, unitsPerDay: null })).toBeUndefined();
  expect(form({ unitsPerSecond: Number.NaN, unitsPerDay: 12.5 })).toEqual([
    ["sender.limit.unitsPerSecond", "Enter a number from 0.1 to 1000, such as 4 or 1.25."],
    ["sender.limit.unitsPerDay", "Enter a whole number of at least 100, such as 2000."],
  ]);
});
