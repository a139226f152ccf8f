import { PreviewFrame } from "@/lib/channels/preview-frame";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { requestJson, textAt } from "@/lib/channels/read-json";

/** A chat bubble; a request is words or a picture. */
export function MessengerPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const text = textAt(json, "text");
  const image = textAt(json, "image", "url");
  const dark = look.theme === "dark";
  return (
    <PreviewFrame sender={sender} look={look} label="Messenger">
      {image === "" ? null : (
        <PreviewImage url={image} alt="" className="h-auto max-h-[320px] max-w-[75%] self-start rounded-[18px]" />
      )}
      {text === "" ? null : (
        <div
          className={`max-w-[80%] self-start rounded-[18px] px-3 py-2 ${dark ? "bg-[#303030]" : "bg-[#f0f0f0]"} ${look.platform === "ios" ? "rounded-bl-[4px]" : ""}`}
        >
          <PreviewText text={text} />
        </div>
      )}
      <p className={`text-[11px] ${dark ? "text-[#b5b5b5]" : "text-[#5c5c5c]"}`}>
        Vonage sends Messenger one text, without buttons or pictures beside it: they become lines and links.
      </p>
    </PreviewFrame>
  );
}
