import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarFile } from "@/lib/links/calendar-file";

const about = { uid: "delivery.1", now: new Date("2026-11-26T12:00:00Z") };
const event = {
  title: "Opening, free; drinks\\snacks",
  startsAt: "2026-12-01T18:00:00Z",
  endsAt: "2026-12-01T20:30:00Z",
  location: "12 High Street\nPorto",
  description: "",
};

test("an event is written as calendars read it", () => {
  const lines = calendarFile(event, about).split("\r\n");
  expect(lines).toContain("DTSTART:20261201T180000Z");
  expect(lines).toContain("DTEND:20261201T203000Z");
  expect(lines).toContain("SUMMARY:Opening\\, free\\; drinks\\\\snacks");
  expect(lines).toContain("LOCATION:12 High Street\\nPorto");
  expect(lines.some((line) => line.startsWith("DESCRIPTION"))).toBe(false);
});

test("no words can add a line of their own, and no line is longer than 75 bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const file = calendarFile({ ...event, title: text, description: `${text}\nATTACH:x` }, about);
      const lines = file.split("\r\n");
      expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
      const unfolded = file.replaceAll("\r\n ", "").split("\r\n");
      expect(unfolded.filter((line) => line.startsWith("ATTACH"))).toEqual([]);
      expect(unfolded.filter((line) => line.startsWith("SUMMARY"))).toHaveLength(1);
    }),
  );
});
