"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { MediaItem } from "@/lib/media/media-item";
import { uploadBytesMax } from "@/lib/media/upload-limits";
import { sendFile } from "./send-file";

export interface Upload {
  key: number;
  file: File;
  /** 0..1. */
  share: number;
  /** Why it was refused; null while it is under way. */
  failure: string | null;
}

/** Uploads one file after the other and keeps those that failed, so that they can be tried again. */
export function useUploads(onUploaded: (item: MediaItem) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const nextKey = useRef(0);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const client = useQueryClient();

  const patch = (key: number, changes: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));
  const dismiss = (key: number) => setUploads((all) => all.filter((upload) => upload.key !== key));

  const send = async ({ key, file }: Upload) => {
    // Said at once rather than after the file has travelled.
    if (file.size > uploadBytesMax) {
      return patch(key, { failure: "It is larger than 500 MB. Make it shorter or export it at a lower resolution." });
    }
    const result = await sendFile(file, (share) => patch(key, { share }));
    await client.invalidateQueries({ queryKey: ["media-uploads"] });
    if (!result.ok) return patch(key, { failure: result.refusal.message });
    dismiss(key);
    if (result.value !== null) onUploaded(result.value);
    await client.invalidateQueries({ queryKey: ["media"] });
  };
  const enqueue = (upload: Upload) => {
    line.current = line.current.then(() => send(upload));
  };

  return {
    uploads,
    dismiss,
    add: (files: Iterable<File>) => {
      const added = [...files].map((file) => ({ key: nextKey.current++, file, share: 0, failure: null }));
      setUploads((all) => [...all, ...added]);
      for (const upload of added) enqueue(upload);
    },
    retry: (upload: Upload) => {
      patch(upload.key, { failure: null, share: 0 });
      enqueue(upload);
    },
  };
}
