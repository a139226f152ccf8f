const LOCALE = "en-GB";

const shapes = {
  "date-time": { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  date: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export interface TimeTextProps {
  /** A Date, or its ISO form as it comes from JSON. */
  at: Date | string;
  /** IANA name; screens pass the workspace's. */
  timeZone: string;
  shape?: keyof typeof shapes;
  /** Writes the zone after the time; leave it out only where the zone stands nearby. */
  showZone?: boolean;
}

/** A moment in the workspace's zone; the exact moment with its offset is in `datetime` and on hover. */
export function TimeText({ at, timeZone, shape = "date-time", showZone = false }: TimeTextProps) {
  const moment = typeof at === "string" ? new Date(at) : at;
  const zoned = { timeZone, hourCycle: "h23" } as const;
  const text = new Intl.DateTimeFormat(LOCALE, {
    ...zoned,
    ...shapes[shape],
    ...(showZone && shape !== "date" ? { timeZoneName: "short" as const } : {}),
  }).format(moment);
  const full = new Intl.DateTimeFormat(LOCALE, { ...zoned, dateStyle: "full", timeStyle: "long" }).format(moment);
  return (
    <time dateTime={moment.toISOString()} title={`${full} (${timeZone})`} className="whitespace-nowrap">
      {text}
    </time>
  );
}
