import type { ReactNode } from "react";
import { type Platform, platforms } from "@/lib/channels/platforms";
import { PreviewButton } from "@/lib/channels/preview-button";
import { PreviewImage } from "@/lib/channels/preview-image";
import type { PreviewProps } from "@/lib/channels/preview-props";
import { PreviewText } from "@/lib/channels/preview-text";
import { listAt, requestJson, textAt } from "@/lib/channels/read-json";
import { pushShown } from "./platforms";
import { visibleUntil } from "./visible-until";

/**
 * A notification as each platform shows it. What a platform leaves out is named below, so that nothing of the request
 * goes unseen, and words beyond the cut are drawn paler rather than hidden: they can be read and copied.
 */
export function PushPreview({ request, look, sender }: PreviewProps) {
  const json = requestJson(request);
  const dark = look.theme === "dark";
  const { platform } = look;
  const shows = pushShown[platform];
  const paint = paints[platform];
  const url = textAt(json, "notification", "image");
  const image = url === "" ? null : <PreviewImage url={url} alt="" className={`mt-2 object-cover ${paint.image}`} />;
  const actions = listAt(json, "notification", "actions");
  const buttons = (className: string): ReactNode =>
    actions.length === 0 ? null : (
      <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        {actions.map((action) => (
          <PreviewButton
            key={textAt(action, "action")}
            label={textAt(action, "title")}
            tap={{ url: textAt(action, "navigate") }}
            className={className}
          />
        ))}
      </div>
    );
  const words = `py-1 text-[13px] font-semibold ${dark ? "text-[#a8c7fa]" : "text-[#0b57d0]"}`;
  const box = `flex-1 rounded-[4px] px-2 py-1.5 text-center text-[13px] ${dark ? "bg-[#3d4046]" : "bg-[#e3e5e8]"}`;
  const title = textAt(json, "notification", "title");
  const body = textAt(json, "notification", "body");
  const cut = visibleUntil(body, shows.bodyCharsShown);
  const muted = dark ? "text-[#b8bcc2]" : "text-[#55595f]";
  const lostImage = !shows.image && image !== null;
  const lostActions = !shows.actions && actions.length > 0;
  const onWallpaper = dark ? "text-[#d5d9de]" : "text-[#2a3138]";
  return (
    <div className={`flex min-h-full w-full flex-col gap-2 px-3 py-6 ${dark ? "bg-[#101418]" : "bg-[#cfdbe6]"}`}>
      <div
        data-url={textAt(json, "notification", "navigate")}
        className={`px-3.5 py-3 text-[14px] leading-[1.35] shadow-sm ${paint.card} ${dark ? "bg-[#26282c] text-[#f2f2f2]" : "bg-[#ffffff] text-[#16181b]"}`}
      >
        <p className={`mb-1 flex items-center gap-1.5 text-[12px] ${muted}`}>
          <span aria-hidden="true" className={`shrink-0 bg-[#8a9099] ${paint.icon}`} />
          <span className="truncate">{paint.browser === null ? sender.name : `${paint.browser} • ${sender.name}`}</span>
          <span className="ml-auto shrink-0">now</span>
        </p>
        <PreviewText text={title} tappable={false} className="font-semibold" />
        {body === "" ? null : (
          <span data-part="text" dir="auto" className="block select-text whitespace-pre-wrap [overflow-wrap:anywhere]">
            {body.slice(0, cut)}
            {cut < body.length ? (
              <span data-cut="" className={`border-l-2 border-dashed border-[#d97a00] pl-0.5 ${muted}`}>
                {body.slice(cut)}
              </span>
            ) : null}
          </span>
        )}
        {lostImage ? null : image}
        {lostActions ? null : buttons(paint.hasBoxes ? box : words)}
      </div>
      {cut < body.length ? (
        <p className={`px-1 text-[12px] ${onWallpaper}`}>
          About here {platforms[platform].inSentence} cut the words. The paler rest is sent along.
        </p>
      ) : null}
      {lostImage || lostActions ? (
        <div
          className={`rounded-[14px] border border-dashed px-3.5 py-2 ${onWallpaper} ${dark ? "border-[#5c636b]" : "border-[#7b8894]"}`}
        >
          <p className="text-[12px]">Sent along, but not shown on {platforms[platform].inSentence}:</p>
          {lostImage ? image : null}
          {lostActions ? buttons(words) : null}
        </div>
      ) : null}
      {shows.condition === null ? null : <p className={`px-1 text-[12px] ${onWallpaper}`}>{shows.condition}</p>}
    </div>
  );
}

interface Paint {
  card: string;
  icon: string;
  image: string;
  /** The browser that names itself in the notification; null where the site's app stands there. */
  browser: string | null;
  /** Whether buttons are boxes rather than coloured words. */
  hasBoxes: boolean;
}

const wide = "aspect-[2/1] w-full";
const paints: Record<Platform, Paint> = {
  android: {
    ...{ card: "rounded-[24px]", icon: "size-4 rounded-full", image: `${wide} rounded-[12px]` },
    ...{ browser: "Chrome", hasBoxes: false },
  },
  ios: {
    ...{ card: "rounded-[20px]", icon: "size-5 rounded-[5px]", image: `${wide} rounded-[10px]` },
    ...{ browser: null, hasBoxes: false },
  },
  mac: {
    ...{ card: "rounded-[14px]", icon: "size-5 rounded-[5px]", image: `${wide} rounded-[8px]` },
    ...{ browser: null, hasBoxes: false },
  },
  windows: {
    ...{ card: "rounded-[8px]", icon: "size-4 rounded-[2px]", image: `${wide} rounded-[4px]` },
    ...{ browser: "Google Chrome", hasBoxes: true },
  },
  firefox: {
    ...{ card: "rounded-[8px]", icon: "size-4 rounded-full", image: `${wide} rounded-[4px]` },
    ...{ browser: "Firefox", hasBoxes: true },
  },
};
