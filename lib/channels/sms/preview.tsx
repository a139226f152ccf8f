import { Fragment } from "react";
import { PreviewFrame } from "@/lib/channels/preview-frame";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { TextRuns } from "@/lib/channels/preview-text";
import { requestJson, textAt } from "@/lib/channels/read-json";
import { runsBetween, textRuns } from "@/lib/channels/text-runs";
import { splitSegments } from "./split-segments";

/** A text message bubble, with a mark wherever one billed part ends and the next begins. */
export function SmsPreview({ request, look, sender }: PreviewProps) {
  const text = textAt(requestJson(request), "text");
  const { parts, encoding, unitsLeft } = splitSegments(text);
  const runs = textRuns(text);
  const dark = look.theme === "dark";
  const bubble = look.platform === "ios" ? "rounded-[18px] rounded-bl-[4px]" : "rounded-[20px] rounded-tl-[4px]";
  let end = 0;
  const shown = parts.map((part) => {
    const start = end;
    end += part.length;
    return { start, runs: runsBetween(runs, start, end) };
  });
  return (
    <PreviewFrame sender={sender} look={look} label="Text message">
      <div className={`max-w-[85%] self-start px-3 py-2 ${bubble} ${dark ? "bg-[#2c2c2e]" : "bg-[#e9e9eb]"}`}>
        <span data-part="text" dir="auto" className="block select-text whitespace-pre-wrap [overflow-wrap:anywhere]">
          {shown.map((part, index) => (
            <Fragment key={part.start}>
              {index === 0 ? null : <SegmentMark number={index + 1} />}
              <TextRuns runs={part.runs} />
            </Fragment>
          ))}
        </span>
      </div>
      <p className={`text-[11px] tabular-nums ${dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]"}`}>
        {parts.length === 1 ? "1 part" : `${parts.length} parts`}, {encoding}, {unitsLeft} left
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
