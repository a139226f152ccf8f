/**
 * A moment in words, in a person's language and a place's clock: "4 December 2026 at 18:00 CET". Empty where the
 * moment is not set; an unknown language or zone falls back to English and UTC.
 */
export function momentText(iso: string, timeZone: string, locale: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  const looks = { dateStyle: "long", timeStyle: "short" } as const;
  for (const [language, zone] of [
    [locale, timeZone],
    ["en", timeZone],
    ["en", "UTC"],
  ] as const) {
    try {
      const zoneName = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "short" })
        .formatToParts(moment)
        .find(({ type }) => type === "timeZoneName")?.value;
      // Some languages put a narrow space before am and pm, which would make a text message dearer.
      const words = new Intl.DateTimeFormat(language, { ...looks, timeZone: zone }).format(moment);
      return `${words} ${zoneName ?? zone}`.replace(/[\u202f\u00a0]/g, " ");
    } catch {
      // A tag or zone nobody knows; the next pair is tried.
    }
  }
  return iso;
}
