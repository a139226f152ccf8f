"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { TestSendItem } from "@/lib/test-send/schema";
import { testWords } from "@/lib/test-send/test-words";

const watchMs = 700;
/** Most news is there within seconds; whoever reads the message later reopens the dialog. */
const watchesForMs = 3 * 60_000;

/** The latest tests of a campaign, followed closely after one was sent. */
export function useSentTests(campaignId: string) {
  const [until, setUntil] = useState(0);
  const query = useQuery({
    queryKey: ["test-sends", campaignId],
    queryFn: ({ signal }) => fetchTests(campaignId, signal),
    refetchOnMount: "always",
    refetchInterval: ({ state }) =>
      Date.now() < until && (state.data ?? []).some((item) => testWords(item).isMoving) ? watchMs : false,
  });
  const { refetch } = query;
  const watch = useCallback(() => {
    setUntil(Date.now() + watchesForMs);
    void refetch();
  }, [refetch]);
  return { query, watch };
}

async function fetchTests(campaignId: string, signal: AbortSignal): Promise<TestSendItem[]> {
  const answer = await fetch(`/api/studio/test-sends?campaignId=${campaignId}`, { signal });
  if (!answer.ok) throw new Error(`The list of tests answered ${answer.status}`);
  // Our own route: its shape is the type's.
  return (await answer.json()) as TestSendItem[];
}
