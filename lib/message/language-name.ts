/** A language as its speakers' neighbours call it: "es" is "Spanish", "pt-BR" is "Brazilian Portuguese"; else the tag itself. */
export function languageName(tag: string, shownIn = "en"): string {
  try {
    return new Intl.DisplayNames([shownIn], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
