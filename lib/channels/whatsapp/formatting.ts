/** A stretch of a WhatsApp text: words in a format, or the sign that makes the format (present but not shown). */
export interface FormattedRun {
  text: string;
  format: "words" | "sign";
  /** The formats around it. */
  inside: readonly ("bold" | "italic" | "strike")[];
}

const formatOf = { "*": "bold", _: "italic", "~": "strike" } as const;
const marked = /(^|[^\p{L}\p{N}*_~])([*_~])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])/gu;

/** Reads WhatsApp's formatting as phones do: signs count only around whole words on one line. */
export function formattedRuns(text: string, inside: FormattedRun["inside"] = []): FormattedRun[] {
  const runs: FormattedRun[] = [];
  let end = 0;
  const plain = (until: number): void => {
    if (until > end) runs.push({ text: text.slice(end, until), format: "words", inside });
  };
  for (const match of text.matchAll(marked)) {
    const [, before = "", sign = "", words = ""] = match;
    if (sign !== "*" && sign !== "_" && sign !== "~") continue;
    const open = match.index + before.length;
    const close = open + 1 + words.length;
    plain(open);
    runs.push({ text: sign, format: "sign", inside });
    runs.push(...formattedRuns(words, [...inside, formatOf[sign]]));
    runs.push({ text: sign, format: "sign", inside });
    end = close + 1;
  }
  plain(text.length);
  return runs;
}
