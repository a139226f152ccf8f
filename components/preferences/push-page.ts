import { html } from "@/components/preferences/html";
import { type PublicPage, pageShell } from "@/components/preferences/page-shell";
import { pushWords } from "@/components/preferences/words/push-words";
import { fill, type PreferenceWords } from "@/components/preferences/words/words";

export interface PushPageProps {
  words: PreferenceWords;
  brandName: string;
  brandColor: string;
  /** The workspace's key in the address. */
  key: string;
  /** The code of the message link people came by; null when nobody knows who they are. */
  identity: string | null;
}

/** States of the browser; one of them is shown at a time, by `public/push-page.js`. */
const states = ["asking", "on", "turned_off", "denied", "unsupported", "home_screen", "failed"] as const;

/**
 * Where people turn on notifications of a business in this browser. Nothing is asked before they press the button, and
 * what they read beside it is kept as proof of what they agreed to.
 */
export function pushPage({ words, brandName, brandColor, key, identity }: PushPageProps): PublicPage {
  const say = pushWords[words.language] ?? pushWords.en;
  const brand = { brand: brandName };
  const title = fill(say.title, brand);
  const query = identity === null ? "" : `?c=${identity}`;
  const notices = states.map((state) => html`<p data-state="${state}" hidden>${fill(say[state], brand)}</p>`);
  const content = html`<h1>${title}</h1>
<p data-words>${fill(say.promise, brand)}</p>
<div class="notice" role="status" hidden data-notice>${notices}</div>
<form data-push data-identity="${identity ?? ""}"><button class="main" data-turn-on hidden>${say.turnOn}</button><button data-turn-off hidden>${
    say.turnOff
  }</button></form>
<noscript><p>${say.noScript}</p></noscript>
${identity !== null && html`<p class="hint"><a href="/p/${identity}">${words.title}</a></p>`}
<script src="/cascade-push.js?key=${key}" data-worker="/push-worker.js" data-scope="/push/${key}"></script>
<script src="/push-page.js"></script>`;
  const head = html`<link rel="manifest" href="/push/${key}/manifest${query}">
<link rel="apple-touch-icon" href="/icons/app-180.png">
`;
  return pageShell({ words, title, brandName, brandColor, content, head });
}
