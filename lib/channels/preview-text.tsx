import { Fragment } from "react";
import { type TextRun, textRuns } from "@/lib/channels/text-runs";

/** Words as a phone shows them: line breaks kept, web addresses tappable, selectable. */
export function PreviewText({
  text,
  tappable = true,
  className = "",
}: {
  text: string;
  /** False where phones leave web addresses as plain words. */
  tappable?: boolean;
  className?: string;
}) {
  return (
    <span
      data-part="text"
      dir="auto"
      className={`block select-text whitespace-pre-wrap [overflow-wrap:anywhere] ${className}`}
    >
      {tappable ? <TextRuns runs={textRuns(text)} /> : text}
    </span>
  );
}

/** Plain words and links; no character is added or lost. Known by their order: a word typed moves all that follow. */
export function TextRuns({ runs }: { runs: readonly TextRun[] }) {
  return runs.map((run, index) =>
    run.url === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: where a run starts changes with every letter before it
      <Fragment key={index}>{run.text}</Fragment>
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        key={index}
        data-url={run.url}
        href={run.url}
        target="_blank"
        rel="noreferrer"
        className="underline underline-offset-2"
      >
        {run.text}
      </a>
    ),
  );
}
