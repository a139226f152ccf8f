import { html } from "@/components/preferences/html";
import { type PublicPage, pageShell } from "@/components/preferences/page-shell";
import { fill, type PreferenceWords } from "@/components/preferences/words/words";

export interface PlayerFile {
  url: string;
  mime: string;
  bytes: number | null;
  widthPx: number | null;
  heightPx: number | null;
}

export interface PlayerPageProps {
  words: PreferenceWords;
  brandName: string;
  brandColor: string;
  /** What is to be seen or heard, in words; empty when the message does not say. */
  description: string;
  file: PlayerFile;
  /** The same film for small screens; null where there is none that is much smaller. */
  smallFile: PlayerFile | null;
  durationSeconds: number | null;
  /** A picture of the film before it plays; null for sound. */
  posterUrl: string | null;
  /** Where the page tells how much was played, and its stamp; null when nobody counts it. */
  watched: { action: string; stamp: string } | null;
}

const smallScreenPx = 600;

/**
 * The page on which a film or a recording out of a message is played, by the browser's own player. Nothing of the film
 * is fetched before somebody presses play: until then there is a picture of it, and how large it is.
 */
export function playerPage(props: PlayerPageProps): PublicPage {
  const { words, brandName, brandColor, description, file, smallFile, posterUrl, watched } = props;
  const title = description === "" ? fill(words.mediaTitle, { brand: brandName }) : description;
  const report = watched !== null && html` data-watched="${watched.action}" data-stamp="${watched.stamp}"`;
  const size =
    file.widthPx !== null && file.heightPx !== null && html` width="${file.widthPx}" height="${file.heightPx}"`;
  const sources = html`${
    smallFile !== null &&
    html`<source src="${smallFile.url}" type="${smallFile.mime}" media="(max-width: ${smallScreenPx}px)">`
  }<source src="${file.url}" type="${file.mime}"><a href="${file.url}">${title}</a>`;
  const player = file.mime.startsWith("audio/")
    ? html`<audio controls preload="none" aria-label="${title}"${report}>${sources}</audio>`
    : html`<video controls playsinline preload="none" aria-label="${title}"${size}${
        posterUrl !== null && html` poster="${posterUrl}"`
      }${report}>${sources}</video>`;
  const facts = factsText(props);
  const content = html`<h1>${title}</h1>${player}${facts !== "" && html`<p class="hint">${facts}</p>`}${
    watched !== null && html`<script src="/watch.js" async></script>`
  }`;
  return pageShell({ words, title, brandName, brandColor, content });
}

/** "0:31 · 1.2 MB": what pressing play costs, in signs that every language reads. */
function factsText({ words, durationSeconds, file, smallFile }: PlayerPageProps): string {
  const { bytes } = smallFile ?? file;
  const whole = Math.round(durationSeconds ?? 0);
  const length = whole === 0 ? [] : [`${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`];
  const unit = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
  const weight = bytes === null ? [] : [new Intl.NumberFormat(words.language, unit).format(bytes / 1e6)];
  return [...length, ...weight].join(" · ");
}
