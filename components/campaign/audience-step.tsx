"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { RuleEditor } from "@/components/campaign/rule-editor";
import { SaveBar } from "@/components/campaign/save-bar";
import { useSave } from "@/components/campaign/use-save";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { NumberText } from "@/components/ui/number-text";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { ActionResult } from "@/lib/action-result";
import { type Audience, type Rule, ruleSchema } from "@/lib/audience/rule";
import type { CampaignSetup } from "@/lib/campaign/setup";

export interface AudienceStepProps {
  campaignId: string;
  revision: number;
  audience: Audience;
  lists: { id: string; name: string; memberCount: number }[];
  attributes: string[];
  isReadOnly: boolean;
  saveSetup: (input: {
    campaignId: string;
    revision: number;
    setup: CampaignSetup;
  }) => Promise<ActionResult<{ revision: number }>>;
}

const emptyRule: Rule = { match: "all", conditions: [{ field: "country", operator: "is", value: "US" }] };

/** Who gets the campaign, with the number of people it means at every moment. */
export function AudienceStep({
  campaignId,
  revision,
  audience: saved,
  lists,
  attributes,
  isReadOnly,
  saveSetup,
}: AudienceStepProps) {
  const router = useRouter();
  const [kind, setKind] = useState(saved.kind);
  const [listId, setListId] = useState(saved.kind === "list" ? saved.listId : (lists[0]?.id ?? ""));
  const [rule, setRule] = useState(saved.kind === "rule" ? saved.rule : emptyRule);
  const { save, refusal, isSaving } = useSave(revision);
  const audience = audienceOf(kind, listId, rule);
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <fieldset disabled={isReadOnly} className="min-w-0 space-y-4">
        <legend className="sr-only">Who gets this campaign</legend>
        <Segmented
          label="Who gets this campaign"
          value={kind}
          onValueChange={setKind}
          options={[
            { value: "all", label: "Everyone" },
            { value: "list", label: "A list", disabled: lists.length === 0 },
            { value: "rule", label: "People who…" },
          ]}
        />
        {kind === "all" && (
          <p className="text-muted">
            Every contact. Only those who agreed to the topic and can be reached get a message.
          </p>
        )}
        {kind === "list" && (
          <Field label="List">
            <Select value={listId} onChange={(event) => setListId(event.target.value)}>
              {lists.map((list) => (
                <option key={list.id} value={list.id}>
                  {list.name} ({list.memberCount})
                </option>
              ))}
            </Select>
          </Field>
        )}
        {kind === "rule" && <RuleEditor rule={rule} attributes={attributes} onChange={setRule} />}
        <SaveBar
          label="Save audience"
          isReadOnly={isReadOnly}
          isSaving={isSaving}
          refusal={refusal}
          onSave={() =>
            save(
              (current) => saveSetup({ campaignId, revision: current, setup: audience === null ? {} : { audience } }),
              () => router.push(`/campaigns/${campaignId}/test`),
            )
          }
        />
      </fieldset>
      <AudienceCount audience={audience} />
    </div>
  );
}

function audienceOf(kind: Audience["kind"], listId: string, rule: Rule): Audience | null {
  if (kind === "all") return { kind };
  if (kind === "list") return listId === "" ? null : { kind, listId };
  return ruleSchema.safeParse(rule).success ? { kind, rule } : null;
}

interface Counted {
  count: number;
  sample: { id: string; firstName: string | null; lastName: string | null; country: string | null }[];
}

function AudienceCount({ audience }: { audience: Audience | null }) {
  const asked = useDeferredValue(JSON.stringify(audience));
  const { data, isFetching, isError } = useQuery<Counted>({
    queryKey: ["audience-count", asked],
    enabled: asked !== "null",
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Counted> => {
      const response = await fetch(`/api/studio/audience-count?audience=${encodeURIComponent(asked)}`, { signal });
      if (!response.ok) throw new Error("not counted");
      return (await response.json()) as Counted;
    },
  });
  return (
    <Card title="People now" className="self-start">
      <p aria-live="polite" className="text-2xl font-semibold tabular-nums" data-testid="audience-count">
        {isError ? "Not counted" : data === undefined ? "…" : <NumberText value={data.count} />}
        {isFetching && <span className="sr-only"> (counting)</span>}
      </p>
      {data !== undefined && data.sample.length > 0 && (
        <ul className="mt-3 space-y-1 text-sm text-muted">
          {data.sample.map((person) => (
            <li key={person.id} className="truncate">
              {[person.firstName, person.lastName].filter(Boolean).join(" ") || "Without a name"}
              {person.country === null ? "" : `, ${person.country}`}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
