"use client";

import { type FormEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { moneyText } from "@/lib/cost/money-text";
import { parseAmount } from "@/lib/cost/parse-amount";
import { microsPerUnit } from "@/lib/cost/price";
import { SaveBar } from "./save-bar";
import { SettingsSection } from "./settings-section";

export interface BudgetsFormProps {
  saved: {
    monthBudgetMicros: number | null;
    personMonthBudgetMicros: number | null;
    personMonthMessagesMax: number | null;
  };
  currency: string;
  /** Spent or promised this month under the budget; null when there is none. */
  committedMicros: number | null;
  save: Action<null>;
}

/** Money and messages a calendar month may take. */
export function BudgetsForm({ saved, currency, committedMicros, save }: BudgetsFormProps) {
  const { run, busy, errorOf, formError } = useAction(save);
  const asTyped = {
    month: amountText(saved.monthBudgetMicros),
    person: amountText(saved.personMonthBudgetMicros),
    messages: saved.personMonthMessagesMax === null ? "" : String(saved.personMonthMessagesMax),
  };
  const [stored, setStored] = useState(asTyped);
  const [values, setValues] = useState(asTyped);
  const set = (part: Partial<typeof asTyped>) => setValues((before) => ({ ...before, ...part }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = {
      monthBudgetMicros: microsOf(values.month),
      personMonthBudgetMicros: microsOf(values.person),
      personMonthMessagesMax: values.messages.trim() === "" ? null : Number(values.messages),
    };
    if ((await run(input)) === null) return;
    setStored(values);
    toast.success("Budgets saved");
  }

  return (
    <form onSubmit={submit}>
      <SettingsSection
        title="Budgets"
        description={`For a calendar month, by your price list. When one is used up, nothing more is sent that costs. What has no price in ${currency} is not sent while a budget of money holds.`}
      >
        <div className="grid max-w-xl gap-4">
          <Field
            label={`All campaigns in a month, ${currency}`}
            hint={committedMicros === null ? undefined : `${moneyText(committedMicros, currency)} this month so far.`}
            optional
            error={errorOf("monthBudgetMicros")}
          >
            <Input
              inputMode="decimal"
              maxLength={14}
              value={values.month}
              onChange={(event) => set({ month: event.target.value })}
            />
          </Field>
          <Field label={`One person in a month, ${currency}`} optional error={errorOf("personMonthBudgetMicros")}>
            <Input
              inputMode="decimal"
              maxLength={14}
              value={values.person}
              onChange={(event) => set({ person: event.target.value })}
            />
          </Field>
          <Field label="Messages for one person in a month" optional error={errorOf("personMonthMessagesMax")}>
            <Input
              inputMode="numeric"
              maxLength={6}
              value={values.messages}
              onChange={(event) => set({ messages: event.target.value })}
            />
          </Field>
          <SaveBar
            label="Save budgets"
            busy={busy}
            disabled={JSON.stringify(values) === JSON.stringify(stored)}
            trouble={formError("monthBudgetMicros", "personMonthBudgetMicros", "personMonthMessagesMax")}
          />
        </div>
      </SettingsSection>
    </form>
  );
}

/** What is no amount travels as such, for the server to say so at its field. */
function microsOf(text: string): number | null {
  return text.trim() === "" ? null : (parseAmount(text) ?? -1);
}

function amountText(micros: number | null): string {
  return micros === null ? "" : (micros / microsPerUnit).toFixed(2);
}
