"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { SaveBar } from "@/components/campaign/save-bar";
import { useSave } from "@/components/campaign/use-save";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/action-result";
import { type ArmKey, armKeys } from "@/lib/campaign/schema";
import type { ArmWeights } from "@/lib/campaign/setup";

export interface TestStepProps {
  campaignId: string;
  revision: number;
  arms: ArmWeights;
  holdoutPercent: number;
  isReadOnly: boolean;
  saveArms: (input: {
    campaignId: string;
    revision: number;
    arms: ArmWeights;
    holdoutPercent: number;
  }) => Promise<ActionResult<{ revision: number }>>;
}

/** Variants, their shares, and the people who get nothing. */
export function TestStep({ campaignId, revision, arms: saved, holdoutPercent, isReadOnly, saveArms }: TestStepProps) {
  const router = useRouter();
  const [arms, setArms] = useState(saved);
  const [holdout, setHoldout] = useState(String(holdoutPercent));
  const { save, refusal, isSaving } = useSave(revision);
  const total = arms.reduce((sum, arm) => sum + (Number.isFinite(arm.weightPercent) ? arm.weightPercent : 0), 0);
  const change = (key: ArmKey, next: Partial<ArmWeights[number]>) =>
    setArms(arms.map((arm) => (arm.key === key ? { ...arm, ...next } : arm)));
  return (
    <fieldset disabled={isReadOnly} className="max-w-2xl space-y-5">
      <legend className="sr-only">Variants of the message</legend>
      <p className="text-muted">
        {arms.length === 1
          ? "Everybody gets the same message. Add a variant to compare two or more."
          : "Each person is assigned to one variant by chance, once, and stays there on every step of the ladder."}
      </p>
      <ol className="space-y-3">
        {arms.map((arm) => (
          <li key={arm.key} className="flex flex-wrap items-end gap-3">
            <span aria-hidden className="grid size-9 place-items-center rounded-lg border border-line font-semibold">
              {arm.key}
            </span>
            <Field label={`Name of variant ${arm.key}`} className="min-w-40 flex-1">
              <Input
                maxLength={60}
                value={arm.name}
                onChange={(event) => change(arm.key, { name: event.target.value })}
              />
            </Field>
            <Field label={`Share of ${arm.key} in %`} className="w-32">
              <Input
                type="number"
                min={1}
                max={100}
                step="any"
                value={Number.isFinite(arm.weightPercent) ? arm.weightPercent : ""}
                onChange={(event) => change(arm.key, { weightPercent: event.target.valueAsNumber })}
              />
            </Field>
            <Button
              variant="quiet"
              disabled={arms.length === 1}
              onClick={() => setArms(evenShares(arms.filter((each) => each.key !== arm.key)))}
            >
              Remove variant {arm.key}
            </Button>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="secondary"
          disabled={arms.length >= armKeys.length}
          onClick={() => setArms(evenShares(withNewArm(arms)))}
        >
          Add variant
        </Button>
        <span role="status" className={Math.abs(total - 100) < 0.01 ? "text-sm text-muted" : "text-sm text-danger-ink"}>
          Shares add up to {Number(total.toFixed(2))} %{Math.abs(total - 100) < 0.01 ? "" : ". They must make 100 %."}
        </span>
      </div>
      <Field
        label="Hold out, in %"
        hint="These people get nothing, so that the effect of sending at all can be measured. 0 sends to everybody; at most 50."
        className="max-w-sm"
      >
        <Input
          type="number"
          min={0}
          max={50}
          step="any"
          value={holdout}
          onChange={(event) => setHoldout(event.target.value)}
        />
      </Field>
      <SaveBar
        label="Save test"
        isReadOnly={isReadOnly}
        isSaving={isSaving}
        refusal={refusal}
        onSave={() =>
          save(
            (current) =>
              saveArms({ campaignId, revision: current, arms, holdoutPercent: holdout === "" ? 0 : Number(holdout) }),
            () => router.push(`/campaigns/${campaignId}/schedule`),
          )
        }
      />
    </fieldset>
  );
}

function withNewArm(arms: ArmWeights): ArmWeights {
  const key = armKeys.find((each) => arms.every((arm) => arm.key !== each));
  if (key === undefined) return arms;
  const next = [...arms, { key, name: `Variant ${key}`, weightPercent: 0 }];
  return next.sort((left, right) => left.key.localeCompare(right.key));
}

/** Equal shares that add up to exactly 100. */
function evenShares(arms: ArmWeights): ArmWeights {
  const share = Math.floor(10_000 / arms.length) / 100;
  return arms.map((arm, index) => ({
    ...arm,
    weightPercent: index === 0 ? Number((100 - share * (arms.length - 1)).toFixed(2)) : share,
  }));
}
