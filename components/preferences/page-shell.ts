import { brandStyle } from "@/components/preferences/brand-style";
import { type Html, html, trusted } from "@/components/preferences/html";
import type { PreferenceWords } from "@/components/preferences/words/words";

/** A page ready to be sent, and its one style sheet, whose hash the content security policy names. */
export interface PublicPage {
  document: string;
  style: string;
}

export interface Shell {
  words: PreferenceWords;
  title: string;
  brandName: string;
  brandColor: string;
  content: Html;
  /** More of the head: a manifest, icons. */
  head?: Html;
}

/** The frame of every public page: brand, one column, the language and its direction. */
export function pageShell({ words, title, brandName, brandColor, content, head }: Shell): PublicPage {
  const style = brandStyle(brandColor);
  const page = html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
${head ?? null}<style>${trusted(style)}</style>
</head>
<body>
${brandName !== "" && html`<header><p><bdi>${brandName}</bdi></p></header>`}
<main>
${content}
</main>
</body>
</html>
`;
  return { document: page.markup, style };
}
