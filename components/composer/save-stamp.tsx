"use client";

import { CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { TimeText } from "@/components/ui/time-text";
import type { SaveState, SaveStatus } from "./save-queue";

/** Where the work is: saved when, on its way, or kept in this browser and why. */
export function SaveStamp({ state, timeZone }: { state: SaveState; timeZone: string }) {
  const { status, isKept } = state;
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
      {status.kind === "waiting" && <Waiting status={status} isKept={isKept} />}
    </p>
  );
}

function Waiting({ status, isKept }: { status: Extract<SaveStatus, { kind: "waiting" }>; isKept: boolean }) {
  const Icon = status.why === "offline" ? CloudOff : TriangleAlert;
  return (
    <span className="flex items-center gap-1.5 text-warning-ink">
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span>
        Not saved. {status.sentence}{" "}
        {isKept
          ? "Your work is kept in this browser."
          : "This browser has no room to keep your work: leave this page open until it is saved."}
        {status.why === "signed_out" && (
          <>
            {" "}
            <a href="/sign-in" target="_blank" rel="noreferrer" className="underline">
              Sign in in a new tab
            </a>
          </>
        )}
      </span>
    </span>
  );
}
