"use client";

import { AudioLines, Clapperboard, Film, LoaderCircle, TriangleAlert } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import { playText } from "./play-text";
import { sizeText } from "./size-text";

const kindBadges = {
  image: null,
  gif: { Icon: Film, word: "GIF" },
  video: { Icon: Clapperboard, word: "Video" },
  audio: { Icon: AudioLines, word: "Audio" },
} as const;

/** A file of the library as a button. */
export function MediaTile({
  item,
  pressed,
  verb,
  onClick,
}: {
  item: MediaItem;
  pressed?: boolean;
  /** What the button does, for screen readers: "Show", "Choose". */
  verb: string;
  onClick: () => void;
}) {
  const thumbnail = item.renditions.thumbnail;
  const hasFailure = Object.keys(item.failures).length > 0;
  return (
    <button
      type="button"
      onClick={onClick}
      {...(pressed !== undefined && { "aria-pressed": pressed })}
      aria-label={`${verb} ${item.fileName}`}
      className={classNames(
        "group w-full overflow-hidden rounded-lg border bg-surface text-left transition-colors hover:border-line-strong",
        pressed && "border-accent outline-1 outline-accent",
      )}
    >
      <span className="relative grid aspect-4/3 place-items-center bg-sunken">
        {thumbnail ? (
          // biome-ignore lint/performance/noImgElement: already the right size, from our own address
          <img
            src={thumbnail.url}
            alt={item.alt}
            loading="lazy"
            className="absolute inset-0 size-full object-contain"
          />
        ) : item.kind === "audio" ? (
          <AudioLines className="size-8 text-muted" aria-hidden />
        ) : item.failures.thumbnail ? (
          <TriangleAlert className="size-5 text-warning-ink" aria-hidden />
        ) : (
          <LoaderCircle className="size-5 animate-spin text-muted" aria-hidden />
        )}
        <KindBadge item={item} />
      </span>
      <span className="block px-2.5 py-1.5">
        <span className="block truncate text-sm">{item.fileName}</span>
        <span className="block truncate text-muted text-xs">
          {isConverting(item)
            ? "Being converted"
            : hasFailure
              ? "Not for every channel"
              : [...(item.widthPx === null ? [] : [`${item.widthPx} × ${item.heightPx}`]), sizeText(item.bytes)].join(
                  " · ",
                )}
        </span>
      </span>
    </button>
  );
}

/** What moves or sounds says so, and how long. */
function KindBadge({ item }: { item: MediaItem }) {
  const badge = kindBadges[item.kind];
  if (badge === null) return null;
  return (
    <span className="absolute right-1.5 bottom-1.5 flex items-center gap-1 rounded bg-surface px-1.5 py-0.5 text-xs">
      <badge.Icon className="size-3.5" aria-hidden />
      {badge.word}
      {item.durationSeconds !== null && ` ${playText(item.durationSeconds)}`}
    </span>
  );
}
