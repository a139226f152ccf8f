import { Fragment } from "react";
import type { JsonObject } from "@/lib/channels/contract";
import { PreviewButton, type PreviewTap } from "@/lib/channels/preview-button";
import { PreviewFrame } from "@/lib/channels/preview-frame";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { TextRuns } from "@/lib/channels/preview-text";
import { requestJson, textAt } from "@/lib/channels/read-json";
import { textRuns } from "@/lib/channels/text-runs";
import { formattedRuns } from "./formatting";
import { type ShownButton, type ShownMessage, shownMessage } from "./shown-message";

/** A WhatsApp bubble: picture, words in WhatsApp's formatting, footer, and buttons below. */
export function WhatsAppPreview({ request, template, look, sender }: PreviewProps) {
  const json: JsonObject = requestJson(request);
  const shown: ShownMessage = shownMessage(json, template);
  const dark = look.theme === "dark";
  const bubble = dark ? "bg-[#202c33] text-[#e9edef]" : "bg-[#ffffff] text-[#111b21]";
  const muted = dark ? "text-[#a3afb5]" : "text-[#5d6a71]";
  const action = dark ? "text-[#53bdeb]" : "text-[#00688f]";
  // A bubble with more than three buttons shows two and a way to the others; here all are drawn, two above the line.
  const folded = shown.buttons.length > 3;
  return (
    <PreviewFrame sender={sender} look={look} label="WhatsApp" wallpaper={dark ? "bg-[#0b141a]" : "bg-[#efe7de]"}>
      <div className={`max-w-[88%] self-start overflow-hidden rounded-[10px] rounded-tl-none shadow-sm ${bubble}`}>
        {shown.imageUrl === "" ? null : (
          <div className="p-1">
            <PreviewImage
              url={shown.imageUrl}
              alt=""
              className={`w-full rounded-[8px] object-cover ${shown.isTemplate ? "aspect-[1.91/1]" : "max-h-[320px]"}`}
            />
          </div>
        )}
        <div className="flex flex-col gap-1 px-2.5 py-1.5">
          {shown.body === "" ? null : <WhatsAppText text={shown.body} />}
          {shown.footer === "" ? null : (
            <span data-part="text" dir="auto" className={`block select-text text-[13px] ${muted}`}>
              {shown.footer}
            </span>
          )}
        </div>
        {shown.buttons.map((button, index) => (
          <Fragment key={`${button.label} ${button.key}`}>
            {folded && index === 2 ? (
              <p
                className={`border-t px-2.5 py-1 text-[11px] ${dark ? "border-[#2f3b43]" : "border-[#e4e7e9]"} ${muted}`}
              >
                Under “See all options”:
              </p>
            ) : null}
            <PreviewButton
              label={button.label}
              tap={tapOf(button)}
              icon={button.kind}
              className={`flex w-full items-center justify-center gap-1.5 border-t px-3 py-2.5 text-[14px] font-medium ${action} ${dark ? "border-[#2f3b43]" : "border-[#e4e7e9]"}`}
            />
          </Fragment>
        ))}
      </div>
      {shown.isTemplate && template === null ? (
        <p className={`text-[12px] ${muted}`}>
          The words of the template “{textAt(json, "custom", "template", "name")}” are not known here.
        </p>
      ) : null}
    </PreviewFrame>
  );
}

function tapOf(button: ShownButton): PreviewTap {
  if (button.kind === "link") return { url: button.key };
  return button.kind === "call" ? { phone: button.key } : { postback: button.key };
}

const formatClass = { bold: "font-bold", italic: "italic", strike: "line-through" } as const;

/** The signs stay in the page unseen, so that the text of the page is the text of the request. */
function WhatsAppText({ text }: { text: string }) {
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
