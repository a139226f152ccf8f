"use client";

import { Upload as UploadIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Progress } from "@/components/ui/progress";
import type { MediaItem } from "@/lib/media/media-item";
import { AddressForm } from "./address-form";
import { PendingUploads } from "./pending-uploads";
import { type Upload, useUploads } from "./use-uploads";

export interface UploadZoneProps {
  onUploaded: (item: MediaItem) => void;
  /** Also takes files pasted anywhere on the page. */
  listensToPaste?: boolean;
  /** Uploaded at once, whenever others are given. */
  files?: readonly File[];
  children?: ReactNode;
}

/** Takes files by button, by drop, by paste and by address, and shows how far they are. */
export function UploadZone({ onUploaded, listensToPaste = false, files, children }: UploadZoneProps) {
  const { uploads, add, retry, dismiss } = useUploads(onUploaded);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const addNow = useRef(add);
  useEffect(() => {
    addNow.current = add;
  });
  const taken = useRef<readonly File[]>([]);
  useEffect(() => {
    if (files === undefined || files.length === 0 || taken.current === files) return;
    taken.current = files;
    addNow.current(files);
  }, [files]);
  useEffect(() => {
    if (!listensToPaste) return;
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      addNow.current(files);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [listensToPaste]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        add(event.dataTransfer.files);
      }}
    >
      <div
        className={classNames(
          "flex flex-wrap items-center justify-between gap-3 rounded-xl border border-dashed bg-surface px-4 py-3 transition-colors",
          isOver && "border-accent bg-accent-soft",
        )}
      >
        <p className="min-w-0 text-muted text-sm">
          Drop files here{listensToPaste && ", paste them"} or choose them: pictures up to 25 MB, video up to 10
          minutes, audio up to an hour.
        </p>
        <Button size="sm" onClick={() => input.current?.click()}>
          <UploadIcon /> Upload files
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          accept="image/jpeg,image/png,image/gif,image/webp,video/*,audio/*,.mkv"
          className="hidden"
          tabIndex={-1}
          aria-label="Files to upload"
          onChange={(event) => {
            add(event.target.files ?? []);
            event.target.value = "";
          }}
        />
      </div>
      <AddressForm onUploaded={onUploaded} />
      {uploads.length > 0 && (
        <ul aria-label="Uploads" className="mt-2 space-y-1.5">
          {uploads.map((upload) => (
            <li key={upload.key}>
              <UploadRow upload={upload} onRetry={() => retry(upload)} onDismiss={() => dismiss(upload.key)} />
            </li>
          ))}
        </ul>
      )}
      <PendingUploads hidden={uploads.map(({ file }) => file.name)} />
      {children}
    </div>
  );
}

function UploadRow({ upload, onRetry, onDismiss }: { upload: Upload; onRetry: () => void; onDismiss: () => void }) {
  const { file, share, failure } = upload;
  if (failure !== null) {
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-2 rounded-lg border bg-danger-soft px-3 py-2 text-sm"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="break-words font-medium">{file.name}</span> was not uploaded. {failure}
        </span>
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
        <Button size="sm" variant="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      </div>
    );
  }
  const percent = Math.round(share * 100);
  return (
    <div className="rounded-lg border bg-surface px-3 py-2 text-sm">
      <div className="mb-1.5 flex justify-between gap-3">
        <span className="truncate">{file.name}</span>
        <span className="shrink-0 text-muted">{percent < 100 ? `${percent} %` : "Checking"}</span>
      </div>
      <Progress label={`Uploading ${file.name}`} value={percent} max={percent < 100 ? 100 : null} />
    </div>
  );
}
