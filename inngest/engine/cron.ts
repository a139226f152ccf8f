const MINUTE_MS = 60_000;
const FIELDS = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12 },
  { name: "day of week", min: 0, max: 7 },
] as const;

/** A parsed schedule: the allowed values of each field, in the wall-clock time of `timeZone`. */
export interface Cron {
  text: string;
  timeZone: string;
  /** minute, hour, day of month, month, day of week. */
  allowed: readonly Set<number>[];
  hourIsFixed: boolean;
  dayOfMonthIsAny: boolean;
  dayOfWeekIsAny: boolean;
  format: Intl.DateTimeFormat;
}

export interface CronTick {
  at: Date;
  /** The same tick has the same key in every instance, and in both passes of the hour that is repeated in autumn. */
  key: string;
}

/** Parses five numeric fields with an optional `TZ=Area/City ` before them; throws a sentence on anything else. */
export function parseCron(text: string): Cron {
  const [, zone, fieldsText] = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(text.trim()) ?? [];
  const fields = (fieldsText ?? "").split(/\s+/);
  if (fields.length !== FIELDS.length) throw new Error(`cron "${text}" must have five fields`);
  const allowed = FIELDS.map((field, index) => parseField(fields[index] ?? "", field, text));
  if (allowed[4]?.has(7)) allowed[4].add(0);
  const timeZone = zone ?? "UTC";
  return {
    text,
    timeZone,
    allowed,
    hourIsFixed: !fields[1]?.startsWith("*"),
    dayOfMonthIsAny: fields[2]?.startsWith("*") === true,
    dayOfWeekIsAny: fields[4]?.startsWith("*") === true,
    format: clockOf(timeZone, text),
  };
}

/** The latest tick at or before `now` that is not older than `reachMs`: a missed minute is made up for, a night is not. */
export function latestTick(cron: Cron, now: Date, reachMs: number): CronTick | undefined {
  const newest = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let time = newest; time > now.getTime() - reachMs; time -= MINUTE_MS) {
    const at = new Date(time);
    const wall = cron.format.format(at);
    if (!matches(cron, wall)) continue;
    // A fixed hour that the end of summer time repeats is one tick; "every 15 minutes" goes on through both.
    return { at, key: cron.hourIsFixed ? wall : at.toISOString() };
  }
  return undefined;
}

function matches(cron: Cron, wall: string): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = wall.split(/\D+/).map(Number);
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = cron.allowed;
  if (!minutes?.has(minute) || !hours?.has(hour) || !months?.has(month)) return false;
  const byDate = daysOfMonth?.has(day) === true;
  const byWeekday = daysOfWeek?.has(new Date(Date.UTC(year, month - 1, day)).getUTCDay()) === true;
  // Cron's old rule: when both day fields are restricted, either may match.
  return cron.dayOfMonthIsAny || cron.dayOfWeekIsAny ? byDate && byWeekday : byDate || byWeekday;
}

function parseField(text: string, field: (typeof FIELDS)[number], cron: string): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, any, from, to, step] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    const first = any ? field.min : Number(from);
    const last = any ? field.max : to !== undefined ? Number(to) : step !== undefined ? field.max : first;
    const stride = Number(step ?? 1);
    if (!(first >= field.min && first <= last && last <= field.max && stride >= 1)) {
      throw new Error(`cron "${cron}": "${part}" is not a ${field.name}`);
    }
    for (let value = first; value <= last; value += stride) values.add(value);
  }
  return values;
}

function clockOf(timeZone: string, cron: string): Intl.DateTimeFormat {
  try {
    // "sv" writes 2026-11-24 00:21, which sorts and splits well.
    const style = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
    return new Intl.DateTimeFormat("sv", { timeZone, hourCycle: "h23", ...style });
  } catch {
    throw new Error(`cron "${cron}": unknown time zone ${timeZone}`);
  }
}
