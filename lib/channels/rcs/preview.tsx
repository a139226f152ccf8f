import type { JsonObject } from "@/lib/channels/contract";
import { PreviewButton, type PreviewTap } from "@/lib/channels/preview-button";
import { PreviewFrame } from "@/lib/channels/preview-frame";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";

/** Media heights of a card in density-independent pixels (Google RCS Business Messaging). iPhones have one height only. */
const mediaHeights: Readonly<Record<string, string>> = { SHORT: "h-[112px]", MEDIUM: "h-[168px]", TALL: "h-[264px]" };

/** A text with its suggestion chips, or a card with the picture cropped to the height the request asks for. */
export function RcsPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const dark = look.theme === "dark";
  const isCard = textAt(json, "message_type") === "card";
  return (
    <PreviewFrame sender={sender} look={look} label="RCS message">
      {isCard ? (
        <RcsCard json={json} look={look} />
      ) : (
        <>
          <div
            className={`max-w-[85%] self-start rounded-[20px] rounded-tl-[4px] px-3 py-2 ${dark ? "bg-[#303134]" : "bg-[#e8eefc]"}`}
          >
            <PreviewText text={textAt(json, "text")} />
          </div>
          <div className="flex flex-wrap gap-2">
            {listAt(json, "suggestions").map((suggestion) => (
              <PreviewButton
                key={textAt(suggestion, "postback_data")}
                label={textAt(suggestion, "text")}
                tap={tapOf(suggestion)}
                icon={iconOf(suggestion)}
                className={`inline-flex max-w-full items-center gap-1.5 rounded-full border px-3 py-1.5 text-[14px] font-medium ${dark ? "border-[#5f6368] text-[#a8c7fa]" : "border-[#c4c7cc] text-[#0b57d0]"}`}
              />
            ))}
          </div>
        </>
      )}
    </PreviewFrame>
  );
}

function RcsCard({ json, look }: { json: JsonObject; look: PreviewProps["look"] }) {
  const dark = look.theme === "dark";
  const height = look.platform === "ios" ? "MEDIUM" : textAt(json, "card", "media_height");
  return (
    <div
      className={`w-full max-w-[336px] self-start overflow-hidden rounded-[20px] border ${dark ? "border-[#3c4043] bg-[#1f1f1f]" : "border-[#dadce0] bg-[#ffffff]"}`}
    >
      <PreviewImage
        url={textAt(json, "card", "media_url")}
        alt={textAt(json, "card", "media_description")}
        className={`w-full object-cover ${mediaHeights[height] ?? "h-[112px]"}`}
      />
      <div className="flex flex-col gap-1 px-3 py-2.5">
        <PreviewText text={textAt(json, "card", "title")} tappable={false} className="text-[16px] font-semibold" />
        {/* Web addresses inside a card are plain words on both platforms. */}
        <PreviewText text={textAt(json, "card", "text")} tappable={false} className="text-[14px]" />
      </div>
      <div className={`flex flex-col border-t ${dark ? "border-[#3c4043]" : "border-[#e3e5e8]"}`}>
        {listAt(json, "card", "suggestions").map((suggestion) => (
          <PreviewButton
            key={textAt(suggestion, "postback_data")}
            label={textAt(suggestion, "text")}
            tap={tapOf(suggestion)}
            icon={iconOf(suggestion)}
            className={`flex items-center justify-center gap-1.5 px-3 py-2.5 text-[14px] font-medium ${dark ? "text-[#a8c7fa]" : "text-[#0b57d0]"}`}
          />
        ))}
      </div>
    </div>
  );
}

function tapOf(suggestion: JsonObject): PreviewTap & { postback: string } {
  const postback = textAt(suggestion, "postback_data");
  const url = textAt(suggestion, "url");
  const phone = textAt(suggestion, "phone_number");
  if (url !== "") return { url, postback };
  return phone !== "" ? { phone, postback } : { postback };
}

function iconOf(suggestion: JsonObject): "link" | "call" | null {
  if (textAt(suggestion, "url") !== "") return "link";
  return textAt(suggestion, "phone_number") !== "" ? "call" : null;
}
