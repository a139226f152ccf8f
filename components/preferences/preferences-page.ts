import { type Html, html } from "@/components/preferences/html";
import { type PublicPage, pageShell } from "@/components/preferences/page-shell";
import { allWords } from "@/components/preferences/words/pick-words";
import { fill, type PreferenceWords } from "@/components/preferences/words/words";
import type { ConsentSource } from "@/lib/consent/apply-consent-event";
import type { ConsentStatus } from "@/lib/consent/schema";

/** Something a person may tick. */
interface Choice {
  key: string;
  name: string;
  hint: string | null;
  isChosen: boolean;
}

interface HistoryLine {
  /** Name of the channel or topic; null for everything. */
  about: string | null;
  status: ConsentStatus;
  source: ConsentSource;
  at: string;
}

export interface PreferencesPageProps {
  words: PreferenceWords;
  brandName: string;
  brandColor: string;
  supportContact: string;
  /** Path of this page, where the forms are sent. */
  action: string;
  /** What was just done; null on arrival. */
  done: "saved" | "stopped" | "undone" | "undo_too_late" | null;
  /** Names the change that Undo takes back; null when there is none. */
  undo: string | null;
  /** The message that led here. */
  message: { topic: string; date: string } | null;
  hasStopped: boolean;
  topics: readonly Choice[];
  channels: readonly Choice[];
  /** The day typed or stored, as YYYY-MM-DD; empty for none. */
  pauseDay: string;
  /** The pause that holds now, for reading. */
  pausedUntil: string | null;
  pauseDayMin: string;
  pauseDayMax: string;
  hasPauseError: boolean;
  history: readonly HistoryLine[];
}

/** The page on which a person decides what they get. Every change is a form of its own; without a press nothing changes. */
export function preferencesPage(props: PreferencesPageProps): PublicPage {
  const { words, brandName, brandColor, supportContact } = props;
  const content = html`
<h1>${words.title}</h1>
${notice(props)}
<p>${fill(words.intro, { brand: brandName })}</p>
${props.hasStopped && props.done !== "stopped" && html`<p><strong>${words.stoppedNow}</strong></p>`}
<section aria-labelledby="why"><h2 id="why">${words.whyHeading}</h2><p class="hint">${why(props)}</p></section>
${choices(props)}
${!props.hasStopped && stop(props)}
${history(props)}
${languages(words)}
<p class="hint">${fill(words.helpLine, { support: supportContact })}</p>`;
  return pageShell({ words, title: `${words.title} – ${brandName}`, brandName, brandColor, content });
}

function notice({ words, done, undo, action, brandName }: PreferencesPageProps): Html | null {
  if (done === null) return null;
  const text = { saved: words.saved, stopped: words.stopped, undone: words.undone, undo_too_late: words.undoTooLate };
  return html`<div class="notice" role="status"><p><strong>${fill(text[done], { brand: brandName })}</strong></p>${
    undo !== null &&
    html`
<form method="post" action="${action}"><input type="hidden" name="undo" value="${undo}">
<button name="action" value="undo">${words.undo}</button></form>`
  }</div>`;
}

function why({ words, brandName, message }: PreferencesPageProps): string {
  if (message === null) return fill(words.whyUnknown, { brand: brandName });
  return fill(words.why, { brand: brandName, topic: message.topic, date: message.date });
}

function choices(props: PreferencesPageProps): Html {
  const { words, action, brandName, topics, channels, pauseDay, pausedUntil, hasPauseError } = props;
  const described = hasPauseError ? "pause-hint pause-error" : "pause-hint";
  return html`<form method="post" action="${action}">
<fieldset><legend>${words.topicsHeading}</legend><p class="hint">${words.topicsHint}</p>
${topics.map((choice) => box("topic", choice))}</fieldset>
<fieldset><legend>${words.channelsHeading}</legend><p class="hint">${words.channelsHint}</p>
${channels.map((choice) => box("channel", choice))}
${channels.length === 0 && html`<p>${fill(words.noChannels, { brand: brandName })}</p>`}</fieldset>
<fieldset><legend>${words.pauseHeading}</legend>
${pausedUntil !== null && html`<p><strong>${fill(words.pausedNow, { date: pausedUntil })}</strong></p>`}
<label for="pause">${words.pauseLabel}</label>
<p class="hint" id="pause-hint">${words.pauseHint}</p>
<input type="date" id="pause" name="pause_until" value="${pauseDay}" min="${props.pauseDayMin}" max="${props.pauseDayMax}"
 aria-describedby="${described}"${hasPauseError && html` aria-invalid="true"`}>
${hasPauseError && html`<p class="error" id="pause-error">${words.pauseError}</p>`}</fieldset>
<button class="main" name="action" value="save">${words.save}</button>
</form>`;
}

function box(name: "topic" | "channel", { key, name: label, hint, isChosen }: Choice): Html {
  return html`<label class="choice"><input type="checkbox" name="${name}" value="${key}"${isChosen && html` checked`}>
<span><bdi>${label}</bdi>${hint !== null && html`<small><bdi>${hint}</bdi></small>`}</span></label>`;
}

function stop({ words, action, brandName }: PreferencesPageProps): Html {
  return html`<section aria-labelledby="stop"><h2 id="stop">${words.stopHeading}</h2>
<p class="hint" id="stop-hint">${fill(words.stopText, { brand: brandName })}</p>
<form method="post" action="${action}"><button class="harm" name="action" value="stop" aria-describedby="stop-hint">${words.stopButton}</button></form></section>`;
}

function history({ words, brandName, history: lines }: PreferencesPageProps): Html {
  return html`<section aria-labelledby="history"><h2 id="history">${words.historyHeading}</h2>
${lines.length === 0 && html`<p class="hint">${words.historyEmpty}</p>`}
<ul>${lines.map(
    ({ about, status, source, at }) => html`
<li>${status === "opted_in" ? words.agreed : words.declined}: <bdi>${about ?? words.everything}</bdi>
<small>${at}, ${fill(words.sources[source], { brand: brandName })}</small></li>`,
  )}</ul></section>`;
}

function languages(words: PreferenceWords): Html {
  return html`<nav aria-label="${words.languages}"><ul>${allWords.map(
    ({ language, languageName }) => html`
<li><a href="?lang=${language}" lang="${language}" hreflang="${language}"${
      language === words.language && html` aria-current="true"`
    }>${languageName}</a></li>`,
  )}</ul></nav>`;
}
