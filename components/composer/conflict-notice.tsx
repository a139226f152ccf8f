"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toaster";
import type { Action } from "@/components/ui/use-action";
import type { ArmKey } from "@/lib/campaign/schema";
import type { Message } from "@/lib/message/schema";

/** Two wrote at once: whichever message is not taken is in the history. */
export function ConflictNotice({
  mine,
  setAside,
  onLoadTheirs,
  onKeepMine,
}: {
  mine: { campaignId: string; armKey: ArmKey; message: Message };
  /** Puts a message into the history without making it the current one. */
  setAside: Action<unknown>;
  onLoadTheirs: () => void;
  onKeepMine: () => void;
}) {
  const loadTheirs = async () => {
    onLoadTheirs();
    const result = await setAside(mine).catch(() => null);
    if (!result?.ok) toast.warning("Your version could not be put into the history. Undo brings it back.");
  };
  return (
    <Callout
      kind="warning"
      className="mb-4"
      title="This message was changed in another tab or by somebody else while you were working on it"
      action={
        <>
          <Button size="sm" onClick={() => void loadTheirs()}>
            Load theirs
          </Button>
          <Button size="sm" onClick={onKeepMine}>
            Keep mine
          </Button>
        </>
      }
    >
      Nothing was overwritten. Load theirs and yours is put into the history; keep mine and theirs is in the history.
    </Callout>
  );
}
