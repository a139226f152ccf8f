/** The most characters of a field that the strictest channel shows, and which that is. */
export interface FieldLimit {
  charsMax: number;
  /** As a sentence goes on: "is cut after 20 characters on WhatsApp". */
  where: string;
}

/** WhatsApp's interactive messages take 20 characters on a button, RCS 25. */
export const buttonLabelLimit: FieldLimit = { charsMax: 20, where: "on WhatsApp" };
/** The words of a card in a WhatsApp carousel: title and text together. */
export const cardWordsLimit: FieldLimit = { charsMax: 160, where: "on WhatsApp, title and text together" };

/** How many characters a text has at least: variables come to what each person has. */
export function charsAtLeast(text: string): { chars: number; isLeast: boolean } {
  const fixed = text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, "");
  return { chars: [...fixed].length, isLeast: fixed.length !== text.length };
}
