import { describe, expect, it } from "vitest";
import { localTime, zonedTime } from "./zoned-time";

describe("zonedTime", () => {
  it.each([
    ["2026-01-15T09:00", "America/New_York", "2026-01-15T14:00:00.000Z"],
    ["2026-07-15T09:00", "America/New_York", "2026-07-15T13:00:00.000Z"],
    ["2026-07-15T09:00", "Asia/Kathmandu", "2026-07-15T03:15:00.000Z"],
    ["2026-07-15T09:00", "UTC", "2026-07-15T09:00:00.000Z"],
  ])("%s in %s", (local, zone, utc) => {
    expect(zonedTime(local, zone)?.toISOString()).toBe(utc);
    expect(localTime(new Date(utc), zone)).toBe(local);
  });
  it("a time that the spring change skips becomes the moment after it", () => {
    expect(zonedTime("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });
  it("a time that the autumn change repeats means the first", () => {
    expect(zonedTime("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });
  it("what is no time, or no zone, is null", () => {
    expect(zonedTime("tomorrow", "UTC")).toBeNull();
    expect(zonedTime("2026-13-40T25:00", "UTC")).toBeNull();
    expect(zonedTime("2026-01-01T00:00", "Mars/Olympus")).toBeNull();
  });
});
