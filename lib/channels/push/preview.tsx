import { PreviewButton } from "@/lib/channels/preview-button";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";

/**
 * A notification on the lock screen. An iPhone shows title and words only; an Android phone also the picture and the
 * actions. What a platform leaves out is named below, so that nothing of the request goes unseen.
 */
export function PushPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const dark = look.theme === "dark";
  const ios = look.platform === "ios";
  const image = textAt(json, "notification", "image");
  const actions = listAt(json, "notification", "actions");
  const title = textAt(json, "notification", "title");
  const body = textAt(json, "notification", "body");
  const surface = dark ? "bg-[#26282c] text-[#f2f2f2]" : "bg-[#ffffff] text-[#16181b]";
  const muted = dark ? "text-[#b8bcc2]" : "text-[#55595f]";
  const extras = (
    <>
      {image === "" ? null : (
        <PreviewImage url={image} alt="" className="mt-2 aspect-[2/1] w-full rounded-[10px] object-cover" />
      )}
      {actions.length === 0 ? null : (
        <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {actions.map((action) => (
            <PreviewButton
              key={textAt(action, "action")}
              label={textAt(action, "title")}
              tap={{ url: textAt(action, "navigate") }}
              className={`py-1 text-[13px] font-semibold ${dark ? "text-[#a8c7fa]" : "text-[#0b57d0]"}`}
            />
          ))}
        </div>
      )}
    </>
  );
  return (
    <div className={`flex min-h-full w-full flex-col gap-2 px-3 py-6 ${dark ? "bg-[#101418]" : "bg-[#cfdbe6]"}`}>
      <div
        data-url={textAt(json, "notification", "navigate")}
        className={`rounded-[18px] px-3.5 py-3 text-[14px] leading-[1.35] shadow-sm ${surface}`}
      >
        <p className={`mb-1 flex items-center gap-1.5 text-[12px] ${muted}`}>
          <span aria-hidden="true" className={`size-4 ${ios ? "rounded-[4px]" : "rounded-full"} bg-[#8a9099]`} />
          <span className="truncate">{sender.name}</span>
          <span className="ml-auto shrink-0">now</span>
        </p>
        <PreviewText text={title} tappable={false} className="font-semibold" />
        {body === "" ? null : (
          <PreviewText text={body} tappable={false} className={ios ? "line-clamp-4" : "line-clamp-5"} />
        )}
        {ios ? null : extras}
      </div>
      {ios && (image !== "" || actions.length > 0) ? (
        <div
          className={`rounded-[14px] border border-dashed px-3.5 py-2 ${dark ? "border-[#5c636b] text-[#d5d9de]" : "border-[#7b8894] text-[#2a3138]"}`}
        >
          <p className="text-[12px]">Sent along, but not shown on iPhones:</p>
          {extras}
        </div>
      ) : null}
    </div>
  );
}
