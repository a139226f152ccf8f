"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { type Step, StepBar } from "@/components/ui/step-bar";
import type { CampaignState } from "@/lib/campaign/schema";
import { campaignStateWords } from "@/lib/campaign/state-words";

const labels = [
  ["compose", "Compose"],
  ["audience", "Audience"],
  ["test", "Test"],
  ["schedule", "Schedule"],
  ["review", "Review"],
] as const;

export interface CampaignHeaderProps {
  id: string;
  name: string;
  state: CampaignState;
  /** Whether every variant has a message. */
  isComposed: boolean;
}

/** Name, state and steps of a campaign, the same on each of its pages. */
export function CampaignHeader({ id, name, state, isComposed }: CampaignHeaderProps) {
  const current = useSelectedLayoutSegment() ?? "compose";
  const isDraft = state === "draft";
  const steps: Step[] = labels.map(([key, label]) => ({
    key,
    label,
    href: `/campaigns/${id}/${key}`,
    state: !isDraft ? "done" : key === "compose" ? (isComposed ? "done" : "attention") : "open",
  }));
  if (!isDraft && state !== "scheduled") {
    steps.push({ key: "report", label: "Report", href: `/campaigns/${id}/report`, state: "open" });
  }
  return (
    <header className="mb-6 space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 truncate text-2xl font-semibold">{name}</h1>
        <Badge tone={campaignStateWords[state].tone}>{campaignStateWords[state].name}</Badge>
      </div>
      <StepBar steps={steps} current={current} label="Steps of the campaign" />
    </header>
  );
}
