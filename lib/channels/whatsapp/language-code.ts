/** Template languages that WhatsApp lists with a region; all others are listed by language alone. */
const withRegion = new Set(["en_GB", "en_US", "es_AR", "es_ES", "es_MX", "pt_BR", "pt_PT", "zh_CN", "zh_HK", "zh_TW"]);

/** WhatsApp's name of a language, from a BCP 47 tag: `pt-BR` is `pt_BR`, `fr-CA` is `fr`. */
export function languageCode(locale: string): string {
  const [language = "en", ...rest] = locale.split(/[-_]/);
  const region = rest.find((part) => /^[a-z]{2}$/i.test(part));
  const full = region === undefined ? null : `${language.toLowerCase()}_${region.toUpperCase()}`;
  if (full !== null && withRegion.has(full)) return full;
  return language.toLowerCase() === "no" ? "nb" : language.toLowerCase();
}
