"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import type { AudienceCoverage } from "@/db/queries/variable-coverage";

async function fetchFacts(campaignId: string): Promise<AudienceCoverage> {
  const response = await fetch(`/api/studio/campaigns/${campaignId}/variables`);
  if (!response.ok) throw new Error(`The audience's values answered ${response.status}`);
  // Our own route: its shape is the type's.
  return (await response.json()) as AudienceCoverage;
}

const Facts = createContext<AudienceCoverage | null>(null);

/** Asks once which values the audience of a campaign has, for every menu of variables inside. */
export function VariableFacts({ campaignId, children }: { campaignId: string; children: ReactNode }) {
  const { data } = useQuery({
    queryKey: ["campaign-variables", campaignId],
    queryFn: () => fetchFacts(campaignId),
    staleTime: 60_000,
    retry: 1,
  });
  return <Facts value={data ?? null}>{children}</Facts>;
}

/** Which values the audience has; null until known, and when it cannot be known: the menu works without. */
export function useVariableFacts(): AudienceCoverage | null {
  return useContext(Facts);
}
