"use client";

import { Crosshair } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { RenditionFile } from "@/lib/channels/contract";
import type { MediaItem } from "@/lib/media/media-item";
import { cropAround, type FocalPoint } from "@/lib/media/plan-image";
import { croppedShapes } from "./cropped-shapes";

const STEP = 0.05;

/** Where the eye should rest: a handle on the picture, by pointer or arrow keys, and what each shape would show. */
export function FocalPointField({
  item,
  picture,
  canWrite,
  save,
  onChanged,
}: {
  item: MediaItem;
  /** The whole picture, uncropped. */
  picture: RenditionFile;
  canWrite: boolean;
  save: Action<null>;
  onChanged: () => void;
}) {
  const [point, setPoint] = useState<FocalPoint>(item.focalPoint);
  const frame = useRef<HTMLDivElement>(null);
  const saving = useAction(save);
  const isMoved = point.x !== item.focalPoint.x || point.y !== item.focalPoint.y;

  const move = (x: number, y: number) => setPoint({ x: inside(x), y: inside(y) });
  const follow = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !canWrite || (event.type === "pointermove" && event.buttons === 0)) return;
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = {
      ...{ ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] },
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    move(point.x + step[0], point.y + step[1]);
  };
  return (
    <section aria-label="Focal point" className="space-y-2">
      <h3 className="font-medium">Focal point</h3>
      <div
        ref={frame}
        className="relative touch-none overflow-hidden rounded-lg bg-sunken"
        onPointerDown={follow}
        onPointerMove={follow}
      >
        {/* biome-ignore lint/performance/noImgElement: already converted, from our own address */}
        <img src={picture.url} alt="" draggable={false} className="w-full select-none" />
        <button
          type="button"
          disabled={!canWrite}
          onKeyDown={press}
          aria-label={`Focal point, ${percent(point.x)} from the left, ${percent(point.y)} from the top. Move it with the arrow keys.`}
          style={{ left: percent(point.x), top: percent(point.y) }}
          className="-translate-x-1/2 -translate-y-1/2 absolute grid size-9 cursor-move place-items-center rounded-full border-2 border-accent bg-surface"
        >
          <Crosshair className="size-5" aria-hidden />
        </button>
      </div>
      <ul aria-label="Crops" className="flex flex-wrap gap-2">
        {croppedShapes.map(({ word, aspectRatio }) => (
          <li key={word} className="text-muted text-xs">
            <Crop picture={picture} point={point} aspectRatio={aspectRatio} />
            {word}
          </li>
        ))}
      </ul>
      {saving.refusal && <Callout kind="blocker">{saving.refusal.message}</Callout>}
      {canWrite && isMoved && (
        <Button
          size="sm"
          busy={saving.busy}
          onClick={async () => {
            if ((await saving.run({ mediaId: item.id, focalPoint: point })) === null) return;
            toast("Focal point saved. The crops are being made again.");
            onChanged();
          }}
        >
          Save focal point
        </Button>
      )}
    </section>
  );
}

/** The part of the picture a shape shows, cut by the plan that converts it. */
function Crop({ picture, point, aspectRatio }: { picture: RenditionFile; point: FocalPoint; aspectRatio: number }) {
  const crop = cropAround(picture, aspectRatio, point);
  const width = 92;
  const scale = width / crop.widthPx;
  return (
    <span
      className="mb-0.5 block overflow-hidden rounded border bg-sunken"
      style={{
        width,
        height: Math.round(crop.heightPx * scale),
        backgroundImage: `url(${picture.url})`,
        backgroundSize: `${picture.widthPx * scale}px ${picture.heightPx * scale}px`,
        backgroundPosition: `${-crop.leftPx * scale}px ${-crop.topPx * scale}px`,
      }}
    />
  );
}

function inside(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 100) / 100;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
