import type { ConsentSource } from "@/lib/consent/apply-consent-event";

/** Everything the public pages say, in one language. `{name}` is filled in. */
export interface PreferenceWords {
  language: string;
  languageName: string;
  direction: "ltr" | "rtl";
  title: string;
  intro: string;
  languages: string;
  whyHeading: string;
  why: string;
  whyUnknown: string;
  topicsHeading: string;
  topicsHint: string;
  channelsHeading: string;
  channelsHint: string;
  noChannels: string;
  pauseHeading: string;
  pauseLabel: string;
  pauseHint: string;
  pauseError: string;
  pausedNow: string;
  save: string;
  stopHeading: string;
  stopText: string;
  stopButton: string;
  stoppedNow: string;
  saved: string;
  stopped: string;
  undone: string;
  undo: string;
  undoTooLate: string;
  historyHeading: string;
  historyEmpty: string;
  agreed: string;
  declined: string;
  everything: string;
  sources: Record<ConsentSource, string>;
  helpLine: string;
  expiredTitle: string;
  expiredText: string;
  forgedTitle: string;
  forgedText: string;
  linkTitle: string;
  linkText: string;
  busyTitle: string;
  busyText: string;
  oftenTitle: string;
  oftenText: string;
  refusedTitle: string;
  refusedText: string;
  answerTitle: string;
  /** `{answer}` is what the button of the message said. */
  answerText: string;
  answerButton: string;
  answerThanks: string;
  mediaTitle: string;
}

/** Words with their places filled in. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
