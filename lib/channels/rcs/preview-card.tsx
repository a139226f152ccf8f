import type { Json } from "@/lib/channels/contract";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { PreviewVideo } from "@/lib/channels/preview-video";
import { listAt, textAt } from "@/lib/channels/read-json";
import { SuggestionButton } from "./preview-suggestion";

/** Media heights of a card in density-independent pixels (Google RCS Business Messaging). iPhones have one height only. */
const mediaHeights: Readonly<Record<string, string>> = { SHORT: "h-[112px]", MEDIUM: "h-[168px]", TALL: "h-[264px]" };

/** A card: the picture or film cropped to the height the request asks for, or in a column of 128 beside the words. */
export function RcsCardPreview({
  card,
  look,
  isSideways,
  className,
}: {
  card: Json;
  look: PreviewProps["look"];
  isSideways: boolean;
  className: string;
}) {
  const dark = look.theme === "dark";
  const height = look.platform === "ios" ? "MEDIUM" : textAt(card, "media_height");
  const suggestions = listAt(card, "suggestions");
  const mediaClass = isSideways
    ? "w-[128px] shrink-0 self-stretch object-cover"
    : `w-full object-cover ${mediaHeights[height] ?? "h-[112px]"}`;
  return (
    <div
      className={`flex flex-col overflow-hidden rounded-[20px] border ${dark ? "border-[#3c4043] bg-[#1f1f1f]" : "border-[#dadce0] bg-[#ffffff]"} ${className}`}
    >
      <div className={isSideways ? "flex" : ""}>
        <CardMedia card={card} className={mediaClass} />
        <div className="flex min-w-0 flex-col gap-1 px-3 py-2.5">
          <PreviewText text={textAt(card, "title")} tappable={false} className="text-[16px] font-semibold" />
          {/* Web addresses inside a card are plain words on both platforms. */}
          <PreviewText text={textAt(card, "text")} tappable={false} className="text-[14px]" />
        </div>
      </div>
      {suggestions.length === 0 ? null : (
        <div className={`mt-auto flex flex-col border-t ${dark ? "border-[#3c4043]" : "border-[#e3e5e8]"}`}>
          {suggestions.map((suggestion) => (
            <SuggestionButton
              key={textAt(suggestion, "postback_data")}
              suggestion={suggestion}
              className={`flex items-center justify-center gap-1.5 px-3 py-2.5 text-[14px] font-medium ${dark ? "text-[#a8c7fa]" : "text-[#0b57d0]"}`}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** The request does not say what a file is: a film has a picture that stands in for it, or the name of one. */
function CardMedia({ card, className }: { card: Json; className: string }) {
  const url = textAt(card, "media_url");
  const alt = textAt(card, "media_description");
  const posterUrl = textAt(card, "thumbnail_url");
  if (url === "") return <div aria-hidden="true" className={`bg-[#80868b] ${className}`} />;
  if (posterUrl === "" && !/\.(mp4|m4v|webm)$/.test(url))
    return <PreviewImage url={url} alt={alt} className={className} />;
  return <PreviewVideo url={url} label={alt} posterUrl={posterUrl} className={className} />;
}
