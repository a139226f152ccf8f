"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { toast } from "@/components/ui/toaster";
import type { Action } from "@/components/ui/use-action";
import type { PhoneScreen } from "@/lib/sandbox/phone-screen";

const refreshMs = 1_000;

/** A phone's screen, asked for every second, and a way to act on it that says when it was refused. */
export function usePhone(initial: PhoneScreen) {
  const { id } = initial.contact;
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["phone", id],
    queryFn: ({ signal }) => fetchScreen(id, signal),
    initialData: initial,
    refetchInterval: refreshMs,
    retry: false,
  });
  const act = useCallback(
    async (action: Action<null>, input: Record<string, unknown>): Promise<boolean> => {
      try {
        const result = await action({ contactId: id, ...input });
        if (!result.ok) toast.error(result.refusal.message);
        await client.invalidateQueries({ queryKey: ["phone", id] });
        return result.ok;
      } catch {
        toast.error("The server did not answer. Try again.");
        return false;
      }
    },
    [client, id],
  );
  return { screen: query.data, isStale: query.isError, act };
}

export type Act = ReturnType<typeof usePhone>["act"];

async function fetchScreen(contactId: string, signal: AbortSignal): Promise<PhoneScreen> {
  const answer = await fetch(`/sandbox/phones/${contactId}/state`, { signal });
  if (!answer.ok) throw new Error(`The phone answered ${answer.status}`);
  return (await answer.json()) as PhoneScreen;
}
