"use client";

import { CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { TimeText } from "@/components/ui/time-text";
import type { SaveStatus } from "./save-queue";

/** Where the work is: saved when, on its way, or kept in this browser and why. */
export function SaveStamp({ status, timeZone }: { status: SaveStatus; timeZone: string }) {
  return (
    <p className="flex min-h-7 items-center gap-1.5 text-muted text-sm" aria-live="polite">
      {status.kind === "saved" &&
        (status.at === null ? (
          "Saved"
        ) : (
          <span>Saved {<TimeText at={status.at} timeZone={timeZone} shape="time" />}</span>
        ))}
      {status.kind === "unsaved" && "Not saved yet"}
      {status.kind === "saving" && (
        <>
          <LoaderCircle className="size-3.5 animate-spin" aria-hidden /> Saving
        </>
      )}
      {status.kind === "waiting" && <Waiting status={status} />}
    </p>
  );
}

function Waiting({ status }: { status: Extract<SaveStatus, { kind: "waiting" }> }) {
  const Icon = status.why === "offline" ? CloudOff : TriangleAlert;
  return (
    <span className="flex items-center gap-1.5 text-warning-ink">
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span>
        Not saved. {status.sentence}
        {status.why === "signed_out" && (
          <>
            {" "}
            <a href="/sign-in" target="_blank" rel="noreferrer" className="underline">
              Sign in
            </a>
          </>
        )}
      </span>
    </span>
  );
}
