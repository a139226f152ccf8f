import { html } from "@/components/preferences/html";
import { type PublicPage, pageShell } from "@/components/preferences/page-shell";
import { fill, type PreferenceWords } from "@/components/preferences/words/words";

export interface PlayerPageProps {
  words: PreferenceWords;
  brandName: string;
  brandColor: string;
  /** What is to be seen or heard, in words; empty when the message does not say. */
  description: string;
  file: { url: string; mime: string };
  /** A picture of the film before it plays; null for sound. */
  posterUrl: string | null;
}

/** The page on which a film or a recording out of a message is played, by the browser's own player. */
export function playerPage({
  words,
  brandName,
  brandColor,
  description,
  file,
  posterUrl,
}: PlayerPageProps): PublicPage {
  const title = description === "" ? fill(words.mediaTitle, { brand: brandName }) : description;
  const player = file.mime.startsWith("audio/")
    ? html`<audio controls preload="metadata" src="${file.url}" aria-label="${title}"></audio>`
    : html`<video controls playsinline preload="metadata" src="${file.url}" aria-label="${title}"${
        posterUrl !== null && html` poster="${posterUrl}"`
      }></video>`;
  const content = html`<h1>${title}</h1>${player}`;
  return pageShell({ words, title, brandName, brandColor, content });
}
