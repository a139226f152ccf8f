/** A stretch of a text: plain words, or a web address phones make tappable. */
export interface TextRun {
  start: number;
  text: string;
  url: string | null;
}

const address = /https?:\/\/[^\s<>"]+/g;

/** Cuts a text at its web addresses; the runs together are the whole text. */
export function textRuns(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  const plain = (until: number): void => {
    if (until > end) runs.push({ start: end, text: text.slice(end, until), url: null });
  };
  for (const match of text.matchAll(address)) {
    // A full stop or bracket after an address belongs to the sentence.
    const url = match[0].replace(/[.,;:!?)\]}'"*~]+$/, "");
    plain(match.index);
    runs.push({ start: match.index, text: url, url });
    end = match.index + url.length;
  }
  plain(text.length);
  return runs;
}

/** The part of the runs between two places; an address that crosses an edge still leads to the whole address. */
export function runsBetween(runs: readonly TextRun[], start: number, end: number): TextRun[] {
  return runs.flatMap((run) => {
    const from = Math.max(start, run.start);
    const to = Math.min(end, run.start + run.text.length);
    return from < to ? [{ start: from, text: run.text.slice(from - run.start, to - run.start), url: run.url }] : [];
  });
}
