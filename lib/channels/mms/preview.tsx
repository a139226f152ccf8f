import { PreviewFrame } from "@/lib/channels/preview-frame";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";

/** Picture bubbles with the words in a bubble of their own below, as inboxes show them. */
export function MmsPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const attachments = [
    { url: textAt(json, "image", "url"), caption: textAt(json, "image", "caption") },
    ...listAt(json, "content").map((item) => ({ url: textAt(item, "url"), caption: textAt(item, "caption") })),
  ].filter((item) => item.url !== "");
  const texts = [textAt(json, "text"), ...attachments.map((item) => item.caption)].filter((text) => text !== "");
  const dark = look.theme === "dark";
  const round = look.platform === "ios" ? "rounded-[18px]" : "rounded-[20px]";
  return (
    <PreviewFrame sender={sender} look={look} label="Multimedia message">
      {attachments.map(({ url }) => (
        <PreviewImage
          key={url}
          url={url}
          alt=""
          className={`h-auto max-h-[320px] max-w-[75%] self-start object-contain ${round}`}
        />
      ))}
      {texts.map((text) => (
        <div
          key={text}
          className={`max-w-[85%] self-start px-3 py-2 ${round} ${dark ? "bg-[#2c2c2e]" : "bg-[#e9e9eb]"}`}
        >
          <PreviewText text={text} />
        </div>
      ))}
    </PreviewFrame>
  );
}
