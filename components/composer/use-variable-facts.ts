"use client";

import { useQuery } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import type { AudienceCoverage } from "@/db/queries/variable-coverage";

async function fetchFacts(campaignId: string): Promise<AudienceCoverage> {
  const response = await fetch(`/api/studio/campaigns/${campaignId}/variables`);
  if (!response.ok) throw new Error(`The audience's values answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as AudienceCoverage;
}

/**
 * Which values the audience of the campaign on the screen has; null until known, and when it cannot be known: the menu
 * works without. Everybody who asks shares one answer.
 */
export function useVariableFacts(): AudienceCoverage | null {
  const { id } = useParams<{ id?: string }>();
  const campaignId = id ?? "";
  const { data } = useQuery({
    enabled: campaignId !== "",
    queryKey: ["campaign-variables", campaignId],
    queryFn: () => fetchFacts(campaignId),
    staleTime: 60_000,
    retry: 1,
  });
  return data ?? null;
}
