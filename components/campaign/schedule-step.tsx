"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { LadderEditor } from "@/components/campaign/ladder-editor";
import { LimitsSection } from "@/components/campaign/limits-section";
import { SaveBar } from "@/components/campaign/save-bar";
import { useSave } from "@/components/campaign/use-save";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { ActionResult, Refusal } from "@/lib/action-result";
import type { CampaignRules } from "@/lib/campaign/rules";
import { readRulesForm, rulesFormOf } from "@/lib/campaign/rules-form";
import type { Schedule } from "@/lib/campaign/schema";
import type { CampaignSetup } from "@/lib/campaign/setup";
import { localTime, zonedTime } from "@/lib/campaign/zoned-time";
import { choosesBestChannel } from "@/lib/ladder/chooses-best-channel";
import { type Ladder, waitSecondsMax, waitSecondsMin } from "@/lib/ladder/schema";

export interface ScheduleStepProps {
  campaignId: string;
  revision: number;
  ladder: Ladder;
  schedule: Schedule;
  timeZone: string;
  rules: CampaignRules;
  currency: string;
  isReadOnly: boolean;
  saveSetup: (input: {
    campaignId: string;
    revision: number;
    setup: CampaignSetup;
  }) => Promise<ActionResult<{ revision: number }>>;
}

/** The ladder, the start, and what limits the sending. */
export function ScheduleStep({
  campaignId,
  revision,
  ladder: saved,
  schedule,
  timeZone,
  rules,
  currency,
  isReadOnly,
  saveSetup,
}: ScheduleStepProps) {
  const router = useRouter();
  const [ladder, setLadder] = useState(saved);
  const [kind, setKind] = useState(schedule.kind);
  const [local, setLocal] = useState(schedule.kind === "at" ? localTime(new Date(schedule.at), timeZone) : "");
  const [limits, setLimits] = useState(() => rulesFormOf(rules));
  const [problem, setProblem] = useState<Refusal | null>(null);
  const { save, refusal, isSaving } = useSave(revision);
  const choosesBest = ladder.rungs.some(choosesBestChannel);
  const submit = () => {
    const start = startOf(kind, local, timeZone);
    // What is not shown cannot be wrong: it stays as it was.
    const shown = choosesBest ? limits : { ...limits, explorePercent: rulesFormOf(rules).explorePercent };
    const read = readRulesForm(shown, rules);
    const found = problemOf(ladder, start) ?? ("code" in read ? read : null);
    setProblem(found);
    if (found !== null || start === null || "code" in read) return;
    save(
      (current) => saveSetup({ campaignId, revision: current, setup: { ladder, schedule: start, rules: read } }),
      () => router.push(`/campaigns/${campaignId}/review`),
    );
  };
  return (
    <fieldset disabled={isReadOnly} className="max-w-3xl space-y-8">
      <legend className="sr-only">Ladder, start and limits</legend>
      <section className="space-y-3">
        <h2 className="text-lg font-semibold">Ladder</h2>
        <p className="text-muted">
          If a step cannot be delivered, the next one follows at once. If its goal is not reached in time, the next one
          follows then. Nobody gets a further step after an answer, a click or an opt-out.
        </p>
        <LadderEditor ladder={ladder} onChange={setLadder} isReadOnly={isReadOnly} />
      </section>
      <section className="space-y-3">
        <h2 className="text-lg font-semibold">Start</h2>
        <Segmented
          label="When to start"
          value={kind}
          onValueChange={setKind}
          options={[
            { value: "now", label: "As soon as it is launched" },
            { value: "at", label: "At a time" },
          ]}
        />
        {kind === "at" && (
          <Field label="Start time" hint={`In the workspace's time zone, ${timeZone}.`} className="max-w-xs">
            <Input type="datetime-local" value={local} onChange={(event) => setLocal(event.target.value)} />
          </Field>
        )}
      </section>
      <LimitsSection
        form={limits}
        onChange={setLimits}
        currency={currency}
        wrongField={problem?.code === "rules" ? (problem.field ?? undefined) : undefined}
        choosesBest={choosesBest}
        isReadOnly={isReadOnly}
      />
      <SaveBar
        label="Save schedule"
        isReadOnly={isReadOnly}
        isSaving={isSaving}
        refusal={problem ?? refusal}
        onSave={submit}
      />
    </fieldset>
  );
}

function startOf(kind: Schedule["kind"], local: string, timeZone: string): Schedule | null {
  if (kind === "now") return { kind };
  const at = zonedTime(local, timeZone);
  return at === null ? null : { kind, at: at.toISOString(), timeZone };
}

function problemOf(ladder: Ladder, start: Schedule | null): Refusal | null {
  const wrong = ladder.rungs.findIndex(
    ({ waitSeconds }) => waitSeconds < waitSecondsMin || waitSeconds > waitSecondsMax,
  );
  if (wrong >= 0) {
    return {
      code: "wait",
      message: `The wait of step ${wrong + 1} must be between 10 seconds and 30 days.`,
      field: "ladder",
    };
  }
  if (start === null) return { code: "start", message: "Choose the day and time of the start.", field: "schedule" };
  return null;
}
