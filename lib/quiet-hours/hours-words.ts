import type { DayHours, RegionHours } from "@/lib/quiet-hours/schema";

/**
 * The hours of a region in a sentence part. Examples: "every day 8:00–20:00"; "Monday to Friday 9:00–18:00, Saturday and
 * Sunday 10:00–17:00"; "every day 9:00–20:00, Sunday none".
 */
export function hoursWords({ isOn, weekdays, saturday, sunday }: RegionHours): string {
  if (!isOn) return "at any hour";
  const [week, sat, sun] = [weekdays, saturday, sunday].map(dayWords);
  if (week === sat && sat === sun) return `every day ${week}`;
  if (sat === sun) return `Monday to Friday ${week}, Saturday and Sunday ${sat}`;
  if (week === sat) return `Monday to Saturday ${week}, Sunday ${sun}`;
  return `Monday to Friday ${week}, Saturday ${sat}, Sunday ${sun}`;
}

function dayWords(hours: DayHours): string {
  return hours === null ? "none" : `${clockText(hours.fromMinute)}–${clockText(hours.toMinute)}`;
}

function clockText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}
