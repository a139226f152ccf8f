import type { Drawing } from "@/lib/drawing/schema";
import { tidyWords } from "@/lib/drawing/tidy-words";
import { undrawable } from "@/lib/drawing/undrawable";

/** What a countdown says at one moment. */
export interface CountdownWords {
  label: string;
  /** The one or two or three largest units left; none once it is over. */
  units: { value: string; unit: string }[];
  /** "Ended", once it is. */
  ended: string | null;
  /** The deadline in words: it stays true however old the picture is. */
  deadline: string;
  /** When the remaining time was counted. */
  asOf: string;
  rightToLeft: boolean;
}

/** "Ended", where Intl has no word for it. Other languages read English. */
const endedWords: Record<string, string> = {
  ar: "انتهى",
  bg: "Приключи",
  ca: "Finalitzat",
  cs: "Skončilo",
  da: "Afsluttet",
  de: "Beendet",
  el: "Έληξε",
  en: "Ended",
  es: "Finalizado",
  et: "Lõppenud",
  fa: "پایان یافت",
  fi: "Päättynyt",
  fr: "Terminé",
  he: "הסתיים",
  hr: "Završeno",
  hu: "Véget ért",
  id: "Berakhir",
  it: "Terminato",
  lt: "Baigėsi",
  lv: "Beidzies",
  ms: "Tamat",
  nb: "Avsluttet",
  nl: "Afgelopen",
  no: "Avsluttet",
  pl: "Zakończone",
  pt: "Encerrado",
  ro: "Încheiat",
  ru: "Завершено",
  sk: "Skončené",
  sl: "Končano",
  sr: "Завршено",
  sv: "Avslutat",
  tr: "Sona erdi",
  uk: "Завершено",
  ur: "ختم ہو گیا",
  vi: "Đã kết thúc",
};

const minuteMs = 60_000;

/** The words of a countdown at that moment, in its language where the fonts have its letters, else in English. */
export function countdownWords(countdown: Extract<Drawing, { kind: "countdown" }>, now: Date): CountdownWords {
  const wanted = wordsIn(countdown.locale, countdown, now);
  const said = [wanted.deadline, wanted.asOf, wanted.ended ?? "", ...wanted.units.flatMap(Object.values)].join(" ");
  return undrawable(said).length === 0 ? wanted : wordsIn("en", countdown, now);
}

function wordsIn(
  locale: string,
  { deadline, timeZone, label }: Extract<Drawing, { kind: "countdown" }>,
  now: Date,
): CountdownWords {
  const end = new Date(deadline);
  const leftMs = end.getTime() - now.getTime();
  const language = locale.slice(0, locale.indexOf("-") === -1 ? undefined : locale.indexOf("-")).toLowerCase();
  const yearOf = (moment: Date) => new Intl.DateTimeFormat("en", { timeZone, year: "numeric" }).format(moment);
  const inWords = (moment: Date, options: Intl.DateTimeFormatOptions) =>
    tidyWords(new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(moment), 120);
  return {
    label,
    units: leftMs > 0 ? unitsLeft(locale, Math.ceil(leftMs / minuteMs)) : [],
    ended: leftMs > 0 ? null : (endedWords[language] ?? "Ended"),
    deadline: inWords(end, {
      weekday: "long",
      month: "long",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
      ...(yearOf(end) === yearOf(now) ? {} : { year: "numeric" }),
    }),
    asOf: inWords(now, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }),
    rightToLeft: /^(ar|fa|he|ur|ps|sd|ug|yi|ckb)(-|$)/i.test(locale),
  };
}

/** Days, hours and minutes, without leading zeros: 150 minutes are 2 hours and 30 minutes. */
function unitsLeft(locale: string, minutes: number): CountdownWords["units"] {
  const parts = [
    { name: "day", value: Math.floor(minutes / 1440) },
    { name: "hour", value: Math.floor(minutes / 60) % 24 },
    { name: "minute", value: minutes % 60 },
  ] as const;
  const first = parts.findIndex(({ value }) => value > 0);
  return parts.slice(first).map(({ name, value }) => {
    const format = new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" });
    const pieces = format.formatToParts(value);
    const unit = pieces.flatMap((piece) => (piece.type === "unit" ? [piece.value] : [])).join(" ");
    // Arabic says "two days" in one word: beside a figure stands the plain name of the unit.
    const hasFigure = pieces.some((piece) => piece.type === "integer");
    const plain = () => new Intl.DisplayNames(locale, { type: "dateTimeField" }).of(name) ?? name;
    return {
      value: new Intl.NumberFormat(locale, { useGrouping: false }).format(value),
      unit: tidyWords(hasFigure ? unit : plain(), 40),
    };
  });
}
