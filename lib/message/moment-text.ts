import { remember } from "@/lib/remember";

/**
 * A moment in words, in a person's language and a place's clock: "4 December 2026 at 18:00 CET". Empty where the
 * moment is not set; an unknown language or zone falls back to English and UTC.
 */
export function momentText(iso: string, timeZone: string, locale: string): string {
  return inWords(JSON.stringify([iso, timeZone, locale]));
}

/** A message names the same moment to everybody who reads it, and again with every key that is pressed. */
const inWords = remember(500, (key) => {
  const [iso, timeZone, locale] = JSON.parse(key) as [string, string, string];
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  for (const name of [`${locale} ${timeZone}`, `en ${timeZone}`, "en UTC"]) {
    const formats = formatsOf(name);
    if (formats === null) continue;
    const zone = formats.zone.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
    // Some languages put a narrow space before am and pm, which would make a text message dearer.
    return `${formats.words.format(moment)} ${zone}`.replace(/[\u202f\u00a0]/g, " ");
  }
  return iso;
});

/** Making a format is a hundred times dearer than using one. Null for a tag or zone nobody knows. */
const formatsOf = remember(500, (key) => {
  const [locale = "en", timeZone = "UTC"] = key.split(" ");
  try {
    return {
      words: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone }),
      zone: new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }),
    };
  } catch {
    return null;
  }
});
