"use client";

import { Pause, Play, Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/action-result";
import type { CampaignState } from "@/lib/campaign/schema";

type CampaignAction = (input: { campaignId: string }) => Promise<ActionResult<unknown>>;

export interface ControlsProps {
  campaignId: string;
  state: CampaignState;
  /** People who might still get a message. */
  waiting: number;
  mayLaunch: boolean;
  pause: CampaignAction;
  resume: CampaignAction;
  stop: CampaignAction;
  onChanged: () => void;
}

/** Pause, resume and stop a running campaign. */
export function Controls({ campaignId, state, waiting, mayLaunch, pause, resume, stop, onChanged }: ControlsProps) {
  const router = useRouter();
  const [confirming, setConfirming] = useState(false);
  const [busy, start] = useTransition();
  const run = (action: CampaignAction) =>
    start(async () => {
      const result = await action({ campaignId });
      setConfirming(false);
      if (!result.ok) toast.error(result.refusal.message);
      onChanged();
      router.refresh();
    });
  if (!mayLaunch || (state !== "sending" && state !== "paused")) return null;
  return (
    <div className="flex gap-2">
      {state === "sending" ? (
        <Button variant="secondary" busy={busy} onClick={() => run(pause)}>
          <Pause aria-hidden /> Pause sending
        </Button>
      ) : (
        <Button variant="primary" busy={busy} onClick={() => run(resume)}>
          <Play aria-hidden /> Resume sending
        </Button>
      )}
      <Dialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Stop this campaign for good?"
        description={`${waiting.toLocaleString("en")} people are still on their way through the ladder and will get no further message. This cannot be undone.`}
        trigger={
          <Button variant="secondary">
            <Square aria-hidden /> Stop campaign
          </Button>
        }
        footer={
          <>
            <Button variant="secondary" onClick={() => setConfirming(false)}>
              Keep it running
            </Button>
            <Button variant="danger" busy={busy} onClick={() => run(stop)}>
              Stop campaign
            </Button>
          </>
        }
      />
    </div>
  );
}
