import { PreviewFrame } from "@/lib/channels/preview-frame";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { PreviewVideo } from "@/lib/channels/preview-video";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";

/** Attachments in their order with the words in a bubble of their own below, as inboxes show them. */
export function MmsPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const attachments = [
    ...["image", "video", "audio"].map((type) => ({
      ...{ type, url: textAt(json, type, "url"), caption: textAt(json, type, "caption") },
    })),
    ...listAt(json, "content").map((item) => ({
      ...{ type: textAt(item, "type"), url: textAt(item, "url"), caption: textAt(item, "caption") },
    })),
  ].filter((item) => item.url !== "");
  const texts = [textAt(json, "text"), ...attachments.map((item) => item.caption)].filter((text) => text !== "");
  const dark = look.theme === "dark";
  const round = look.platform === "ios" ? "rounded-[18px]" : "rounded-[20px]";
  return (
    <PreviewFrame sender={sender} look={look} label="Multimedia message">
      {attachments.map(({ type, url }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be attached twice, and attachments never move.
        <AttachmentPreview key={index} type={type} url={url} className={round} />
      ))}
      {texts.map((text, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: with its words as its name every letter typed would be another bubble
          key={index}
          className={`max-w-[85%] self-start px-3 py-2 ${round} ${dark ? "bg-[#2c2c2e]" : "bg-[#e9e9eb]"}`}
        >
          <PreviewText text={text} />
        </div>
      ))}
    </PreviewFrame>
  );
}

function AttachmentPreview({ type, url, className }: { type: string; url: string; className: string }) {
  const shape = `h-auto max-h-[320px] max-w-[75%] self-start object-contain ${className}`;
  if (type === "video") return <PreviewVideo url={url} className={shape} />;
  if (type !== "audio") return <PreviewImage url={url} alt="" className={shape} />;
  return (
    // biome-ignore lint/a11y/useMediaCaption: the words of the message stand below it.
    <audio
      data-part="media"
      src={url}
      controls
      preload="metadata"
      aria-label="Recording"
      className="w-[260px] max-w-full self-start"
    />
  );
}
