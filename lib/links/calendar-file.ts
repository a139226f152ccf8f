import type { CalendarEvent } from "@/lib/message/parts";

const lineBytesMax = 75;
const bytesOf = new TextEncoder();

/** The event as a file every calendar opens (iCalendar, RFC 5545). `uid` makes a second opening the same event. */
export function calendarFile(event: CalendarEvent, about: { uid: string; now: Date }): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cascade//Messages//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${about.uid}`,
    `DTSTAMP:${stamp(about.now)}`,
    `DTSTART:${stamp(new Date(event.startsAt))}`,
    `DTEND:${stamp(new Date(event.endsAt))}`,
    `SUMMARY:${escaped(event.title)}`,
    ...(event.location.trim() === "" ? [] : [`LOCATION:${escaped(event.location)}`]),
    ...(event.description.trim() === "" ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

/** 2026-12-01T10:00:00Z is 20261201T100000Z. */
function stamp(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** RFC 5545, 3.3.11: what would end a value is written with a backslash; other control characters are not allowed. */
function escaped(text: string): string {
  return text
    .trim()
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

/** RFC 5545, 3.1: a line has at most 75 bytes; what is longer goes on after a space. */
function folded(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  let bytes = 0;
  for (const character of line) {
    const size = bytesOf.encode(character).length;
    if (bytes + size > lineBytesMax) {
      parts.push(part);
      part = " ";
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part];
}
