import { Fragment } from "react";
import { TextRuns } from "@/lib/channels/preview-text";
import { textRuns } from "@/lib/channels/text-runs";
import { formattedRuns } from "./formatting";

const formatClass = { bold: "font-bold", italic: "italic", strike: "line-through" } as const;

/** Words in WhatsApp's formatting. The signs stay in the page unseen, so that its text is the text of the request. */
export function BubbleText({ text }: { text: string }) {
  return (
    <span data-part="text" dir="auto" className="block select-text whitespace-pre-wrap [overflow-wrap:anywhere]">
      {textRuns(text).map((run, index) =>
        run.url === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: where a run starts changes with every letter before it
          <Fragment key={index}>
            {formattedRuns(run.text).map((piece, place) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                key={place}
                className={
                  piece.format === "sign" ? "hidden" : piece.inside.map((format) => formatClass[format]).join(" ")
                }
              >
                {piece.text}
              </span>
            ))}
          </Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <TextRuns key={index} runs={[run]} />
        ),
      )}
    </span>
  );
}
