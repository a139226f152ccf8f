"use client";

import { ImageIcon, LoaderCircle } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isConverting, type MediaItem } from "@/lib/media/media-item";
import type { imageBlockSchema } from "@/lib/message/blocks/image";

type ImageBlockData = z.infer<typeof imageBlockSchema>;

/** The library of pictures, drawn by whoever knows it. */
export type RenderMediaPicker = (props: { onChoose: (item: MediaItem) => void }) => ReactNode;

export interface ImageBlockProps {
  block: ImageBlockData;
  media: MediaItem | null;
  readOnly: boolean;
  autoFocus: boolean;
  renderMediaPicker: RenderMediaPicker;
  onChange: (block: ImageBlockData, field: string) => void;
}

/** A picture: chosen or uploaded in place, with the words that stand for it. */
export function ImageBlock({ block, media, readOnly, autoFocus, renderMediaPicker, onChange }: ImageBlockProps) {
  const [choosing, setChoosing] = useState(false);
  const chooseButton = useRef<HTMLButtonElement>(null);
  // An upload ends long after it began; what was typed meanwhile must stay.
  const blockNow = useRef(block);
  useEffect(() => {
    blockNow.current = block;
  }, [block]);
  useEffect(() => {
    if (autoFocus) chooseButton.current?.focus();
  }, [autoFocus]);
  const shownPicker = choosing && !readOnly;
  return (
    <div className="space-y-3 p-3.5">
      <Picture block={block} media={media} />
      {!readOnly && (
        <div className="flex flex-wrap items-center gap-2">
          <Button ref={chooseButton} size="sm" aria-expanded={shownPicker} onClick={() => setChoosing(!choosing)}>
            {block.mediaId === null ? "Choose or upload a picture" : "Change picture"}
          </Button>
          {shownPicker && (
            <Button size="sm" variant="quiet" onClick={() => setChoosing(false)}>
              Cancel
            </Button>
          )}
        </div>
      )}
      {shownPicker && (
        <div className="rounded-lg border bg-canvas p-3">
          {renderMediaPicker({
            onChoose: (item) => {
              const current = blockNow.current;
              onChange({ ...current, mediaId: item.id, alt: current.alt === "" ? item.alt : current.alt }, "media");
              setChoosing(false);
              chooseButton.current?.focus();
            },
          })}
        </div>
      )}
      <Field label="Description" hint="Read aloud by screen readers, and sent where a picture cannot go." optional>
        <Input
          value={block.alt}
          maxLength={500}
          disabled={readOnly}
          placeholder="A red kayak on a quiet lake"
          onChange={(event) => onChange({ ...block, alt: event.target.value }, "alt")}
        />
      </Field>
    </div>
  );
}

function Picture({ block, media }: { block: ImageBlockData; media: MediaItem | null }) {
  if (block.mediaId === null) {
    return (
      <div className="grid h-28 place-items-center rounded-lg border border-dashed text-muted">
        <ImageIcon className="size-6" aria-hidden />
      </div>
    );
  }
  const shown = media?.renditions.messenger ?? media?.renditions.thumbnail;
  if (media === null) {
    return <p className="rounded-lg border border-dashed p-4 text-muted">This picture was removed from the library.</p>;
  }
  return (
    <figure>
      {shown ? (
        // biome-ignore lint/performance/noImgElement: shown as it is, from our own address
        <img
          src={shown.url}
          alt={block.alt}
          width={shown.widthPx}
          height={shown.heightPx}
          className="max-h-72 w-full rounded-lg bg-sunken object-contain"
        />
      ) : (
        <div className="grid h-40 place-items-center rounded-lg bg-sunken text-muted">
          <LoaderCircle className="size-5 animate-spin" aria-hidden />
        </div>
      )}
      <figcaption className="mt-1.5 flex flex-wrap justify-between gap-x-3 text-muted text-xs" aria-live="polite">
        <span className="truncate">{media.fileName}</span>
        <span>
          {media.widthPx} × {media.heightPx} px{isConverting(media) && " · being converted for each channel"}
        </span>
      </figcaption>
    </figure>
  );
}
