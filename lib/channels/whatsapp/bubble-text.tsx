import { Fragment } from "react";
import { TextRuns } from "@/lib/channels/preview-text";
import { textRuns } from "@/lib/channels/text-runs";
import { formattedRuns } from "./formatting";

const formatClass = { bold: "font-bold", italic: "italic", strike: "line-through" } as const;

/** Words in WhatsApp's formatting. The signs stay in the page unseen, so that its text is the text of the request. */
export function BubbleText({ text }: { text: string }) {
  return (
    <span data-part="text" dir="auto" className="block select-text whitespace-pre-wrap [overflow-wrap:anywhere]">
      {textRuns(text).map((run) =>
        run.url === null ? (
          <Fragment key={run.start}>
            {formattedRuns(run.text).map((piece) => (
              <span
                key={piece.start}
                className={
                  piece.format === "sign" ? "hidden" : piece.inside.map((format) => formatClass[format]).join(" ")
                }
              >
                {piece.text}
              </span>
            ))}
          </Fragment>
        ) : (
          <TextRuns key={run.start} runs={[run]} />
        ),
      )}
    </span>
  );
}
