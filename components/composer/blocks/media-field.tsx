"use client";

import { AudioLines, Clapperboard, ImageIcon, ImagePlay, LoaderCircle, type LucideIcon } from "lucide-react";
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import type { MediaKind } from "@/lib/media/profiles";
import type { EditorTools } from "./block-editor";

interface KindWords {
  name: string;
  icon: LucideIcon;
}

const words: Record<MediaKind, KindWords> = {
  image: { name: "picture", icon: ImageIcon },
  gif: { name: "GIF", icon: ImagePlay },
  video: { name: "video", icon: Clapperboard },
  audio: { name: "recording", icon: AudioLines },
};

export interface MediaFieldProps {
  mediaId: string | null;
  /** What may be chosen; the first names the field. */
  kinds: readonly [MediaKind, ...MediaKind[]];
  /** What stands for it where it cannot be seen. */
  alt: string;
  /** What it belongs to, where a block has several: "card 2". */
  of?: string;
  readOnly: boolean;
  autoFocus: boolean;
  tools: EditorTools;
  onChoose: (item: MediaItem) => void;
}

/** A file of the library: chosen, uploaded, dropped here or pasted. */
export function MediaField({ mediaId, kinds, alt, of, readOnly, autoFocus, tools, onChoose }: MediaFieldProps) {
  const [choosing, setChoosing] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isOver, setIsOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const chooseButton = useRef<HTMLButtonElement>(null);
  // An upload ends long after it began: what was typed meanwhile must stay, and a field that is gone changes nothing.
  const chooseNow = useRef<((item: MediaItem) => void) | null>(null);
  useEffect(() => {
    chooseNow.current = onChoose;
    return () => {
      chooseNow.current = null;
    };
  }, [onChoose]);
  useEffect(() => {
    if (autoFocus) chooseButton.current?.focus();
  }, [autoFocus]);

  const { name } = words[kinds[0]];
  const media = mediaId === null ? null : (tools.media.get(mediaId) ?? null);
  const wanted = kinds.map((kind) => (kind === "image" ? "a picture" : `a ${words[kind].name}`)).join(" or ");
  const isOpen = choosing && !readOnly;
  const close = () => {
    setChoosing(false);
    setFiles([]);
  };
  const take = (given: FileList) => {
    if (given.length === 0) return;
    setRefusal(null);
    setFiles([...given].slice(0, 1));
    setChoosing(true);
  };
  const dropTarget = readOnly
    ? {}
    : {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setIsOver(true);
        },
        onDragLeave: (event: DragEvent<HTMLDivElement>) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
        },
        onDrop: (event: DragEvent) => {
          setIsOver(false);
          // The open library takes its own drops.
          if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          take(event.dataTransfer.files);
        },
        onPaste: (event: ClipboardEvent) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          take(event.clipboardData.files);
        },
      };
  return (
    <div
      {...dropTarget}
      className={classNames("space-y-3 rounded-lg", isOver && "outline-2 outline-accent outline-offset-4")}
    >
      {mediaId === null ? (
        <EmptyFrame icon={words[kinds[0]].icon} isOver={isOver} />
      ) : media === null ? (
        <p className="rounded-lg border border-dashed p-4 text-muted">This {name} was removed from the library.</p>
      ) : (
        <Shown media={media} alt={alt} />
      )}
      {!readOnly && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            ref={chooseButton}
            size="sm"
            aria-expanded={isOpen}
            onClick={() => (choosing ? close() : setChoosing(true))}
          >
            {mediaId === null ? `Choose or upload a ${name}` : `Change ${name}`}
            {of !== undefined && <span className="sr-only"> of {of}</span>}
          </Button>
          {isOpen ? (
            <Button size="sm" variant="quiet" onClick={close}>
              Cancel
            </Button>
          ) : (
            mediaId === null && <span className="text-muted text-sm max-sm:hidden">or drop it here</span>
          )}
        </div>
      )}
      {refusal !== null && (
        <p role="alert" className="text-danger-ink text-sm">
          {refusal}
        </p>
      )}
      {isOpen && (
        <div className="rounded-lg border bg-canvas p-3">
          {tools.renderMediaPicker({
            kinds,
            files,
            onChoose: (item) => {
              if (!kinds.includes(item.kind)) {
                setRefusal(
                  `“${item.fileName}” is a ${words[item.kind].name}, which is now in the library. Choose ${wanted} here.`,
                );
                setFiles([]);
                return;
              }
              setRefusal(null);
              chooseNow.current?.(item);
              close();
              chooseButton.current?.focus();
            },
          })}
        </div>
      )}
    </div>
  );
}

function EmptyFrame({ icon: Icon, isOver }: { icon: LucideIcon; isOver: boolean }) {
  return (
    <div
      className={classNames(
        "grid h-28 place-items-center rounded-lg border border-dashed text-muted",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <Icon className="size-6" aria-hidden />
    </div>
  );
}

function Shown({ media, alt }: { media: MediaItem; alt: string }) {
  return (
    <figure>
      <Player media={media} alt={alt} />
      <figcaption className="mt-1.5 flex flex-wrap justify-between gap-x-3 text-muted text-xs" aria-live="polite">
        <span className="min-w-0 truncate">{media.fileName}</span>
        <span className="tabular-nums">
          {factsOf(media)}
          {isConverting(media) && " · being converted for each channel"}
        </span>
      </figcaption>
    </figure>
  );
}

function factsOf({ widthPx, heightPx, durationSeconds }: MediaItem): string {
  const size = widthPx === null || heightPx === null ? null : `${widthPx} × ${heightPx} px`;
  return [size, durationSeconds === null ? null : durationText(durationSeconds)].filter(Boolean).join(" · ");
}

function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60
    ? `${Math.max(1, whole)} s`
    : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")} min`;
}

const frame = "max-h-72 w-full rounded-lg bg-sunken object-contain";

function Player({ media, alt }: { media: MediaItem; alt: string }) {
  const { renditions } = media;
  const still = renditions.messenger ?? renditions.thumbnail;
  const film = renditions["web-video"];
  const sound = renditions["web-audio"];
  if (media.kind === "video" && film) {
    return (
      <video
        controls
        preload="none"
        src={film.url}
        aria-label={alt || media.fileName}
        className={frame}
        {...(still && { poster: still.url })}
      />
    );
  }
  if (media.kind === "audio" && sound) {
    // biome-ignore lint/a11y/useMediaCaption: as above
    return <audio controls preload="none" src={sound.url} aria-label={alt || media.fileName} className="h-10 w-full" />;
  }
  const moving = media.kind === "gif" ? (renditions["messenger-gif"] ?? renditions["mms-gif"]) : undefined;
  const shown = moving ?? still;
  if (!shown) {
    return (
      <div className="grid h-28 place-items-center rounded-lg bg-sunken text-muted">
        {isConverting(media) ? (
          <LoaderCircle className="size-5 animate-spin" aria-hidden />
        ) : (
          <p className="px-4 text-center text-sm">It could not be converted. Choose another file.</p>
        )}
      </div>
    );
  }
  return (
    <picture>
      {moving && still && <source media="(prefers-reduced-motion: reduce)" srcSet={still.url} />}
      <img src={shown.url} alt={alt} width={shown.widthPx} height={shown.heightPx} className={frame} />
    </picture>
  );
}
