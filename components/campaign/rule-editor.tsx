import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { Condition, Rule } from "@/lib/audience/rule";

const fields = [
  ["first_name", "First name"],
  ["last_name", "Last name"],
  ["email", "Email"],
  ["country", "Country"],
  ["locale", "Language"],
  ["time_zone", "Time zone"],
] as const;

const operators: readonly [Condition["operator"], string][] = [
  ["is", "is"],
  ["is_not", "is not"],
  ["contains", "contains"],
  ["starts_with", "starts with"],
  ["greater_than", "is more than"],
  ["less_than", "is less than"],
  ["is_set", "is known"],
  ["is_not_set", "is not known"],
];

export interface RuleEditorProps {
  rule: Rule;
  /** Names of attributes people have. */
  attributes: string[];
  onChange: (rule: Rule) => void;
}

/** A rule of a few conditions, all or any of which must hold. */
export function RuleEditor({ rule, attributes, onChange }: RuleEditorProps) {
  const replace = (index: number, change: Partial<Condition>) =>
    onChange({
      ...rule,
      conditions: rule.conditions.map((each, place) => (place === index ? { ...each, ...change } : each)),
    });
  return (
    <div className="space-y-3">
      <Segmented
        label="How the conditions combine"
        size="sm"
        value={rule.match}
        onValueChange={(match) => onChange({ ...rule, match })}
        options={[
          { value: "all", label: "All of these hold" },
          { value: "any", label: "Any of these holds" },
        ]}
      />
      <ol className="space-y-2">
        {rule.conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own; their place is it
          <li key={index} className="flex flex-wrap items-center gap-2">
            <Select
              aria-label={`Field of condition ${index + 1}`}
              className="w-44"
              value={condition.field}
              onChange={(event) => replace(index, { field: event.target.value })}
            >
              {fields.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
              {attributes.map((name) => (
                <option key={name} value={`attributes.${name}`}>
                  {name}
                </option>
              ))}
            </Select>
            <Select
              aria-label={`Comparison of condition ${index + 1}`}
              className="w-36"
              value={condition.operator}
              onChange={(event) => replace(index, { operator: event.target.value as Condition["operator"] })}
            >
              {operators.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
            {condition.operator !== "is_set" && condition.operator !== "is_not_set" && (
              <Input
                aria-label={`Value of condition ${index + 1}`}
                className="w-44"
                maxLength={500}
                value={condition.value}
                onChange={(event) => replace(index, { value: event.target.value })}
              />
            )}
            <Button
              variant="quiet"
              size="sm"
              iconOnly
              aria-label={`Remove condition ${index + 1}`}
              disabled={rule.conditions.length === 1}
              onClick={() => onChange({ ...rule, conditions: rule.conditions.filter((_, place) => place !== index) })}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      <Button
        variant="secondary"
        size="sm"
        disabled={rule.conditions.length >= 20}
        onClick={() =>
          onChange({ ...rule, conditions: [...rule.conditions, { field: "country", operator: "is", value: "" }] })
        }
      >
        <Plus aria-hidden /> Add condition
      </Button>
    </div>
  );
}
