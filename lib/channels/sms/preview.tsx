import { Fragment } from "react";
import { PreviewFrame } from "@/lib/channels/preview-frame";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { TextRuns } from "@/lib/channels/preview-text";
import { requestJson, textAt } from "@/lib/channels/read-json";
import { runsBetween, textRuns } from "@/lib/channels/text-runs";
import { offenderSpan } from "./offender-span";
import { splitSegments } from "./split-segments";

/**
 * A text message bubble, with a mark wherever one billed part ends and the next begins, and one on the character that
 * makes the whole text dear.
 */
export function SmsPreview({ request, look, sender }: PreviewProps) {
  const text = textAt(requestJson(request), "text");
  const { parts, encoding, unitsLeft, offender } = splitSegments(text);
  const dear = offenderSpan(text, offender, parts);
  const runs = textRuns(text);
  const dark = look.theme === "dark";
  const bubble = look.platform === "ios" ? "rounded-[18px] rounded-bl-[4px]" : "rounded-[20px] rounded-tl-[4px]";
  let end = 0;
  const shown = parts.map((part) => {
    const start = end;
    end += part.length;
    // The dear character, as far as it stands in this part.
    const from = Math.min(end, Math.max(start, dear?.start ?? end));
    const to = Math.min(end, Math.max(from, dear?.end ?? end));
    const between = (one: number, other: number) => runsBetween(runs, one, other);
    return { before: between(start, from), dear: between(from, to), after: between(to, end) };
  });
  return (
    <PreviewFrame sender={sender} look={look} label="Text message">
      <div className={`max-w-[85%] self-start px-3 py-2 ${bubble} ${dark ? "bg-[#2c2c2e]" : "bg-[#e9e9eb]"}`}>
        <span data-part="text" dir="auto" className="block select-text whitespace-pre-wrap [overflow-wrap:anywhere]">
          {shown.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: where a part starts changes with what is typed before it
            <Fragment key={index}>
              {index === 0 ? null : <SegmentMark number={index + 1} />}
              <TextRuns runs={part.before} />
              {part.dear.length === 0 ? null : (
                <span data-offender="" className="rounded-[2px] bg-[#ffd9a3] text-[#3a2300] shadow-[0_0_0_1px_#d97a00]">
                  <TextRuns runs={part.dear} />
                </span>
              )}
              <TextRuns runs={part.after} />
            </Fragment>
          ))}
        </span>
      </div>
      <p className={`text-[11px] tabular-nums ${dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]"}`}>
        {parts.length === 1 ? "1 part" : `${parts.length} parts`}, {encoding}
        {dear === null ? "" : ` because of “${dear.name}” in part ${dear.part}`}, {unitsLeft} left
      </p>
    </PreviewFrame>
  );
}

/** Drawn by style alone, so that copying the message copies only the message. */
function SegmentMark({ number }: { number: number }) {
  return (
    <span
      aria-hidden="true"
      data-segment={number}
      title={`Part ${number} starts here`}
      className="mx-0.5 inline-block h-[1em] w-0 border-l-2 border-dashed border-[#d97a00] align-middle"
    />
  );
}
