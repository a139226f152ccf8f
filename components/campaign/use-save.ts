"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { toast } from "@/components/ui/toaster";
import type { ActionResult, Refusal } from "@/lib/action-result";

/** Saves a step of a draft: what was typed stays on the screen whatever the server answers. */
export function useSave(initialRevision: number) {
  const router = useRouter();
  const [revision, setRevision] = useState(initialRevision);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSaving, start] = useTransition();
  const save = (attempt: (revision: number) => Promise<ActionResult<{ revision: number }>>, then?: () => void) =>
    start(async () => {
      const result = await attempt(revision);
      if (!result.ok) {
        setRefusal(result.refusal);
        return;
      }
      setRefusal(null);
      setRevision(result.value.revision);
      toast.success("Saved");
      router.refresh();
      then?.();
    });
  return { save, refusal, isSaving };
}
