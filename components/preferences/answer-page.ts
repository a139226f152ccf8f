import { html } from "@/components/preferences/html";
import { type PublicPage, pageShell } from "@/components/preferences/page-shell";
import { fill, type PreferenceWords } from "@/components/preferences/words/words";

export interface AnswerPageProps {
  words: PreferenceWords;
  brandName: string;
  brandColor: string;
  /** What the button of the message said. */
  answer: string;
  /** Path of this page, where the form is sent. */
  action: string;
  isSent: boolean;
}

/** Takes the answer to a message where one cannot write back. Opening it sends nothing: link scanners open it too. */
export function answerFormPage({ words, brandName, brandColor, answer, action, isSent }: AnswerPageProps): PublicPage {
  const values = { brand: brandName, answer };
  const content = isSent
    ? html`<h1>${words.answerTitle}</h1><div class="notice" role="status"><p>${fill(words.answerThanks, values)}</p></div>`
    : html`<h1>${words.answerTitle}</h1>
<p>${fill(words.answerText, values)}</p>
<form method="post" action="${action}"><button class="main">${words.answerButton}</button></form>`;
  return pageShell({ words, title: words.answerTitle, brandName, brandColor, content });
}
