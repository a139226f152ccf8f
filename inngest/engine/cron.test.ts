import { expect, test } from "vitest";
import { latestTick, parseCron } from "./cron";

const MINUTE_MS = 60_000;

/** Every tick between two moments, looked for minute by minute. */
function ticks(text: string, from: string, to: string): string[] {
  const cron = parseCron(text);
  const keys = new Set<string>();
  const found: string[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += MINUTE_MS) {
    const tick = latestTick(cron, new Date(time), MINUTE_MS);
    if (tick && !keys.has(tick.key)) found.push(tick.at.toISOString().slice(0, 16));
    if (tick) keys.add(tick.key);
  }
  return found;
}

test.each([
  ["*/20 * * * *", ["2026-03-02T00:00", "2026-03-02T00:20", "2026-03-02T00:40", "2026-03-02T01:00"]],
  ["15,45 0 * * *", ["2026-03-02T00:15", "2026-03-02T00:45"]],
  ["0-10/5 0 * * 1", ["2026-03-02T00:00", "2026-03-02T00:05", "2026-03-02T00:10"]],
  ["0 0 * * 7", []],
  // Restricted day of month or weekday: either is enough.
  ["30 0 15 * 1", ["2026-03-02T00:30"]],
  ["50/5 0 2 3 *", ["2026-03-02T00:50", "2026-03-02T00:55"]],
])("%s", (text, expected) => {
  expect(ticks(text, "2026-03-02T00:00:00Z", "2026-03-02T01:00:00Z")).toEqual(expected);
});

test("a zone's wall clock decides", () => {
  expect(ticks("TZ=Asia/Tokyo 0 9 * * *", "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z")).toEqual([
    "2026-03-02T00:00",
  ]);
});

test("a fixed hour that the end of summer time repeats ticks once, an interval goes on", () => {
  const night = ["2026-10-25T00:00:00Z", "2026-10-25T02:59:00Z"] as const;
  expect(ticks("TZ=Europe/Dublin 30 1 * * *", ...night)).toEqual(["2026-10-25T00:30"]);
  expect(ticks("TZ=Europe/Dublin */30 * * * *", ...night)).toHaveLength(6);
});

test("a missed tick is found within reach and not beyond it", () => {
  const cron = parseCron("0 3 * * *");
  expect(latestTick(cron, new Date("2026-03-02T03:04:59Z"), 5 * MINUTE_MS)?.at.toISOString()).toMatch(/T03:00/);
  expect(latestTick(cron, new Date("2026-03-02T03:05:00Z"), 5 * MINUTE_MS)).toBeUndefined();
});

test.each(["* * * *", "60 * * * *", "5-1 * * * *", "*/0 * * * *", "@hourly", "* * * JAN *", "L * * * *"])(
  "%s is refused",
  (text) => {
    expect(() => parseCron(text)).toThrow(/cron/);
  },
);
