"use client";

import { unstable_rethrow } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import type { ActionResult, Refusal } from "@/lib/action-result";

/** What a screen gets as a prop to act with. */
export type Action<Value> = (raw: unknown) => Promise<ActionResult<Value>>;

const unreachable: Refusal = {
  code: "unreachable",
  message: "The server did not answer. Check your connection and try again; what you typed is still here.",
  field: null,
};

/** Runs a server action: one at a time, with its refusal kept until the next attempt. */
export function useAction<Value>(action: Action<Value>) {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  /** The value, or null when it was refused or one is still running. */
  const run = useCallback(
    async (input: unknown): Promise<{ value: Value } | null> => {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setRefusal(null);
      try {
        const result = await action(input);
        if (result.ok) return { value: result.value };
        setRefusal(result.refusal);
      } catch (error) {
        unstable_rethrow(error);
        setRefusal(unreachable);
      } finally {
        running.current = false;
        setBusy(false);
      }
      return null;
    },
    [action],
  );

  return {
    run,
    busy,
    refusal,
    /** What is wrong with one field, for `<Field error>`. */
    errorOf: (field: string): string | undefined => (refusal?.field === field ? refusal.message : undefined),
    /** What is wrong with the request as a whole, or with a field that is not among those shown. */
    formError: (...shown: string[]): string | undefined =>
      refusal !== null && (refusal.field === null || !shown.includes(refusal.field)) ? refusal.message : undefined,
    clear: () => setRefusal(null),
  };
}
