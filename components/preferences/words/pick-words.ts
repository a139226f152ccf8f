import { ar } from "./ar";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { pt } from "./pt";
import type { PreferenceWords } from "./words";

export const allWords: readonly PreferenceWords[] = [en, es, de, fr, pt, ar];

/** The first of the wished languages (BCP 47 tags) that we speak; English when we speak none. */
export function pickWords(wishes: readonly (string | null | undefined)[]): PreferenceWords {
  for (const wish of wishes) {
    const language = wish?.trim().toLowerCase().split(/[-_;]/)[0];
    const found = allWords.find((words) => words.language === language);
    if (found !== undefined) return found;
  }
  return en;
}
