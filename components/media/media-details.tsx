"use client";

import { Check, Trash2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TimeText } from "@/components/ui/time-text";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import type { RenditionFile } from "@/lib/channels/contract";
import type { MediaItem } from "@/lib/media/media-item";
import { FocalPointField } from "./focal-point-field";
import { playText } from "./play-text";
import { RenditionList } from "./rendition-list";
import { sizeText } from "./size-text";

/** A campaign that shows a file. */
interface MediaUse {
  id: string;
  name: string;
  isRunning: boolean;
}

export interface MediaDetailsActions {
  saveAlt: Action<null>;
  saveFocalPoint: Action<null>;
  findUses: Action<MediaUse[]>;
  remove: Action<null>;
}

/** One file: what was kept, what each channel gets, and what can be done with it. */
export function MediaDetails({
  item,
  timeZone,
  canWrite,
  actions,
  onClose,
  onChanged,
}: {
  item: MediaItem;
  timeZone: string;
  canWrite: boolean;
  actions: MediaDetailsActions;
  onClose: () => void;
  onChanged: () => void;
}) {
  const playable = item.renditions["web-video"] ?? item.renditions["web-audio"];
  const shown = item.renditions.messenger ?? item.renditions.thumbnail;
  const root = useRef<HTMLElement>(null);
  // On a phone the details stand above the pictures.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is another reason to look
  useEffect(() => root.current?.scrollIntoView({ block: "nearest" }), [item.id]);
  return (
    <section ref={root} aria-label={`Details of ${item.fileName}`} className="rounded-xl border bg-surface">
      <div className="flex items-start justify-between gap-3 px-4 pt-3 pb-2">
        <h2 className="min-w-0 break-words font-semibold text-lg">{item.fileName}</h2>
        <Button variant="quiet" size="sm" iconOnly aria-label="Close details" onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className="space-y-4 px-4 pb-4">
        {playable ? (
          <Player item={item} file={playable} />
        ) : (
          shown && (
            // biome-ignore lint/performance/noImgElement: already converted, from our own address
            <img
              src={shown.url}
              alt={item.alt}
              width={shown.widthPx}
              height={shown.heightPx}
              className="max-h-64 w-full rounded-lg bg-sunken object-contain"
            />
          )
        )}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          <dt className="text-muted">Kept as</dt>
          <dd>{keptText(item)}</dd>
          <dt className="text-muted">Uploaded</dt>
          <dd>
            <TimeText at={item.createdAt} timeZone={timeZone} showZone />
          </dd>
        </dl>
        <AltField key={item.id} item={item} canWrite={canWrite} saveAlt={actions.saveAlt} onChanged={onChanged} />
        {item.kind !== "audio" && shown && (
          <FocalPointField
            key={`focal-${item.id}`}
            item={item}
            picture={shown}
            canWrite={canWrite}
            save={actions.saveFocalPoint}
            onChanged={onChanged}
          />
        )}
        <RenditionList item={item} />
        {canWrite && <RemoveButton item={item} actions={actions} onRemoved={onChanged} />}
      </div>
    </section>
  );
}

/** Plays what the hosted page plays. */
function Player({ item, file }: { item: MediaItem; file: RenditionFile }) {
  if (item.kind === "audio") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: an upload to listen to; no words of it are known
      <audio controls preload="metadata" src={file.url} aria-label={`Listen to ${item.fileName}`} className="w-full" />
    );
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: an upload to look at; no words of it are known
    <video
      controls
      playsInline
      preload="metadata"
      src={file.url}
      poster={item.renditions.messenger?.url}
      aria-label={`Watch ${item.fileName}`}
      className="max-h-64 w-full rounded-lg bg-sunken"
    />
  );
}

function keptText(item: MediaItem): string {
  const size = item.widthPx === null ? [] : [`${item.widthPx} × ${item.heightPx} px`];
  const length = item.durationSeconds === null ? [] : [playText(item.durationSeconds)];
  const type = (item.mime.split("/").at(-1) ?? "").replace("vnd.", "").toUpperCase();
  return [...size, ...length, sizeText(item.bytes), type].join(", ");
}

function AltField({
  item,
  canWrite,
  saveAlt,
  onChanged,
}: {
  item: MediaItem;
  canWrite: boolean;
  saveAlt: Action<null>;
  onChanged: () => void;
}) {
  const [alt, setAlt] = useState(item.alt);
  const save = useAction(saveAlt);
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if ((await save.run({ mediaId: item.id, alt })) === null) return;
        toast("Description saved.");
        onChanged();
      }}
    >
      <Field
        label="Description"
        hint="Suggested whenever this file is put into a message."
        error={save.refusal?.message}
        optional
      >
        <Input value={alt} maxLength={500} disabled={!canWrite} onChange={(event) => setAlt(event.target.value)} />
      </Field>
      {canWrite && alt !== item.alt && (
        <Button type="submit" size="sm" busy={save.busy} className="mt-2">
          <Check /> Save description
        </Button>
      )}
    </form>
  );
}

function RemoveButton({
  item,
  actions,
  onRemoved,
}: {
  item: MediaItem;
  actions: MediaDetailsActions;
  onRemoved: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [uses, setUses] = useState<MediaUse[] | null>(null);
  const find = useAction(actions.findUses);
  const remove = useAction(actions.remove);
  const ask = async () => {
    remove.clear();
    const found = await find.run({ mediaId: item.id });
    setUses(found?.value ?? null);
    setOpen(true);
  };
  const running = uses?.filter((use) => use.isRunning) ?? [];
  return (
    <>
      <Button variant="quiet" className="text-danger-ink" busy={find.busy} onClick={ask}>
        <Trash2 /> Delete file
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={running.length > 0 ? "This file is being sent" : "Delete this file?"}
        footer={
          <>
            <DialogClose asChild>
              <Button>Keep file</Button>
            </DialogClose>
            {running.length === 0 && (
              <Button
                variant="danger"
                busy={remove.busy}
                onClick={async () => {
                  if ((await remove.run({ mediaId: item.id })) === null) return;
                  // The dialog goes with the details: closed before, it would give the focus to a button that is about to go.
                  toast("File deleted.");
                  onRemoved();
                }}
              >
                Delete file
              </Button>
            )}
          </>
        }
      >
        <RemoveWarning uses={uses ?? []} />
        {(remove.refusal ?? find.refusal) && (
          <Callout kind="blocker" className="mt-3">
            {(remove.refusal ?? find.refusal)?.message}
          </Callout>
        )}
      </Dialog>
    </>
  );
}

function RemoveWarning({ uses }: { uses: MediaUse[] }) {
  const running = uses.filter((use) => use.isRunning);
  if (running.length > 0) {
    return (
      <p>
        It belongs to {names(running)}, which {running.length === 1 ? "is" : "are"} not finished. Stop{" "}
        {running.length === 1 ? "it" : "them"} first, or wait until the end.
      </p>
    );
  }
  if (uses.length === 0) return <p>No campaign shows it. This cannot be undone.</p>;
  return (
    <p>
      {names(uses)} {uses.length === 1 ? "shows" : "show"} it: drafts lose it, and phones that have not loaded it yet
      will not find it. This cannot be undone.
    </p>
  );
}

function names(uses: MediaUse[]): string {
  const shown = uses.slice(0, 3).map((use) => `“${use.name}”`);
  const more = uses.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(" and ");
}
