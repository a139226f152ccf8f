import { html } from "@/components/preferences/html";
import { type PublicPage, pageShell } from "@/components/preferences/page-shell";
import type { PreferenceWords } from "@/components/preferences/words/words";

export type Notice = "expired" | "forged" | "link" | "busy" | "often" | "refused";

/** A page that says why there is nothing to choose here, and what to do instead. Names no business: it is not known whose link it was. */
export function noticePage(notice: Notice, words: PreferenceWords): PublicPage {
  const title = words[`${notice}Title`];
  const content = html`<h1>${title}</h1><p>${words[`${notice}Text`]}</p>`;
  return pageShell({ words, title, brandName: "", brandColor: "", content });
}
