"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { dismissUpload, fetchPendingUploads, type PendingUpload } from "./media-api";

const POLL_MS = 5_000;

/** Uploads this page did not begin: from before a reload, or in another tab. Choosing the same file again continues one. */
export function PendingUploads({ hidden }: { hidden: readonly string[] }) {
  const client = useQueryClient();
  const { data = [] } = useQuery({
    queryKey: ["media-uploads"],
    queryFn: fetchPendingUploads,
    refetchInterval: ({ state }) => (state.data?.length ? POLL_MS : false),
  });
  const shown = data.filter(({ fileName }) => !hidden.includes(fileName));
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Unfinished uploads" className="mt-2 space-y-1.5">
      {shown.map((upload) => (
        <li
          key={upload.id}
          className="flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-2 text-sm"
        >
          <span className="min-w-0 flex-1 basis-64">
            <span className="break-words font-medium">{upload.fileName}</span> {stateText(upload)}
          </span>
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Dismiss ${upload.fileName}`}
            onClick={async () => {
              await dismissUpload(upload.id);
              await client.invalidateQueries({ queryKey: ["media-uploads"] });
            }}
          >
            Dismiss
          </Button>
        </li>
      ))}
    </ul>
  );
}

function stateText({ failure, receivedBytes, bytes }: PendingUpload): string {
  if (failure !== null) return `was not taken. ${failure}`;
  if (receivedBytes >= bytes) return "has arrived and is being checked.";
  return `is ${Math.floor((receivedBytes / bytes) * 100)} % uploaded. Choose the same file again to continue.`;
}
