/** Markup that is safe to send: everything that went into it was escaped or is markup itself. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | false | null | readonly Part[];

/**
 * Markup with values filled in, each escaped unless it is markup already. The public pages are made with it rather
 * than with React: they carry no script, and stay small enough for a slow phone.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((text, next, at) => text + markupOf(parts[at - 1] ?? null) + next) };
}

/** Text of our own that is no markup, such as a style sheet. Never give it anything a person wrote. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return "markup" in part ? part.markup : part.map(markupOf).join("");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
