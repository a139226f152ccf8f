import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RulesForm } from "@/lib/campaign/rules-form";

export interface LimitsSectionProps {
  form: RulesForm;
  onChange: (form: RulesForm) => void;
  currency: string;
  /** The field whose content was refused. */
  wrongField: string | undefined;
  /** Whether a step takes the best channel for each person. */
  choosesBest: boolean;
  isReadOnly: boolean;
}

const priorities = [
  { value: "5", label: "First of all" },
  { value: "4", label: "Before most" },
  { value: "3", label: "Ordinary" },
  { value: "2", label: "After most" },
  { value: "1", label: "When there is room" },
];

type TextKey = "expiresAfterHours" | "ratePerMinute" | "budget" | "valuePerEngagement" | "explorePercent";

/** What holds a campaign back. The defaults are fine for most, so all of it is optional or filled in. */
export function LimitsSection({ form, onChange, currency, wrongField, choosesBest, isReadOnly }: LimitsSectionProps) {
  const set = (part: Partial<RulesForm>) => onChange({ ...form, ...part });
  const textOf = (key: TextKey, field: string) => ({
    value: form[key],
    maxLength: 14,
    "aria-invalid": wrongField === field || undefined,
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <section className="space-y-3">
      <h2 className="text-lg font-semibold">Limits</h2>
      <p className="text-muted">
        What holds for every campaign, such as how many messages a person gets in a week, is set under Settings, Sending
        limits.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="End after" hint="Hours from the start. Nothing is sent later. Empty: no end." optional>
          <Input inputMode="numeric" {...textOf("expiresAfterHours", "expiresAfterHours")} />
        </Field>
        <Field label="Messages per minute" hint="At most so many. Empty: as fast as possible." optional>
          <Input inputMode="numeric" {...textOf("ratePerMinute", "ratePerMinute")} />
        </Field>
        <Field label={`Budget, ${currency}`} hint="When it is used up, nothing more is sent. Empty: no limit." optional>
          <Input inputMode="decimal" {...textOf("budget", "budgetMicros")} />
        </Field>
        <Field label={`A click or an answer is worth, ${currency}`} hint="Weighed against what a channel costs.">
          <Input inputMode="decimal" {...textOf("valuePerEngagement", "valuePerEngagementMicros")} />
        </Field>
        {choosesBest && (
          <Field
            label="Drawn by lot to keep learning, %"
            hint="So many of 100 people get an open channel by chance, so that routing notices when another one becomes better. Whoever asked for a channel gets that one."
          >
            <Input inputMode="decimal" {...textOf("explorePercent", "explorePercent")} />
          </Field>
        )}
        <Field label="Priority" hint="Who goes first when a person may get only one more message.">
          <Select value={form.priority} onChange={(event) => set({ priority: event.target.value })}>
            {priorities.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="space-y-3 pt-1">
        <Checkbox
          label="Wait for the end of quiet hours"
          hint="A message for somebody asleep goes out when it may arrive where they are."
          checked={form.respectsQuietHours}
          disabled={isReadOnly}
          onCheckedChange={(checked) => set({ respectsQuietHours: checked === true })}
        />
        <Checkbox
          label="It is worth less later"
          hint="A faster channel is then preferred to a cheaper one."
          checked={form.isTimeCritical}
          disabled={isReadOnly}
          onCheckedChange={(checked) => set({ isTimeCritical: checked === true })}
        />
      </div>
    </section>
  );
}
