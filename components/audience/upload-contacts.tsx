"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { classNames } from "@/components/ui/class-names";
import { Progress } from "@/components/ui/progress";
import { uploadContactFile } from "./upload-file";

interface Sending {
  fileName: string;
  /** 0..1. */
  share: number;
}

/** Takes a contact file by button or by drag, and goes on to its mapping. */
export function UploadContacts() {
  const router = useRouter();
  const chooser = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const [sending, setSending] = useState<Sending | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);

  const take = async (file: File | undefined) => {
    if (file === undefined || sending !== null) return;
    setFailure(null);
    setSending({ fileName: file.name, share: 0 });
    const result = await uploadContactFile(file, (share) => setSending({ fileName: file.name, share }));
    if (result.ok) return router.push(`/audience/import/${result.value.id}`);
    setSending(null);
    setFailure(result.refusal.message);
  };

  return (
    <div className="grid gap-4">
      {failure !== null && (
        <div role="alert">
          <Callout kind="blocker" title="This file was not taken">
            {failure}
          </Callout>
        </div>
      )}
      <section
        aria-label="Contact file"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void take(event.dataTransfer.files[0]);
        }}
        className={classNames(
          "flex flex-col items-center gap-3 rounded-xl border border-dashed px-6 py-14 text-center",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
        )}
      >
        <FileUp className="size-6 text-muted" aria-hidden />
        {sending === null ? (
          <>
            <p className="font-medium">Drop a CSV file here</p>
            <Button variant="primary" aria-describedby={hintId} onClick={() => chooser.current?.click()}>
              Choose file
            </Button>
            <p id={hintId} className="max-w-md text-pretty text-muted text-sm">
              Up to 200 MB. Comma, semicolon or tab; UTF-8, UTF-16 or Latin-1. The first row may hold the names of the
              columns.
            </p>
          </>
        ) : (
          <div className="grid w-full max-w-sm gap-2" aria-live="polite">
            <p className="truncate font-medium">{sending.fileName}</p>
            <Progress label={`Sending ${sending.fileName}`} value={sending.share} max={1} />
            <p className="text-muted text-sm tabular-nums">
              {sending.share < 1 ? `${Math.floor(sending.share * 100)}% sent` : "Looking at the file…"}
            </p>
          </div>
        )}
        <input
          ref={chooser}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-label="Contact file"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file, corrected, can be chosen again.
            event.target.value = "";
          }}
        />
      </section>
    </div>
  );
}
