import type { Refusal } from "@/lib/action-result";
import { type CampaignRules, campaignRulesSchema } from "@/lib/campaign/rules";
import { parseAmount } from "@/lib/cost/parse-amount";
import { microsPerUnit } from "@/lib/cost/price";

/** The rules of a campaign as typed: empty for no limit. */
export interface RulesForm {
  expiresAfterHours: string;
  ratePerMinute: string;
  budget: string;
  valuePerEngagement: string;
  explorePercent: string;
  priority: string;
  isTimeCritical: boolean;
  respectsQuietHours: boolean;
}

export function rulesFormOf(rules: CampaignRules): RulesForm {
  const { isTimeCritical, respectsQuietHours } = rules;
  return {
    ...{ isTimeCritical, respectsQuietHours, priority: String(rules.priority) },
    expiresAfterHours: textOf(rules.expiresAfterHours),
    ratePerMinute: textOf(rules.ratePerMinute),
    budget: rules.budgetMicros === null ? "" : amountText(rules.budgetMicros),
    valuePerEngagement: amountText(rules.valuePerEngagementMicros),
    explorePercent: String(rules.explorePercent),
  };
}

/** Reads what was typed over the rules as they were; a refusal names the first field that cannot be read. */
export function readRulesForm(form: RulesForm, before: CampaignRules): CampaignRules | Refusal {
  const read = campaignRulesSchema.safeParse({
    ...before,
    ...{ isTimeCritical: form.isTimeCritical, respectsQuietHours: form.respectsQuietHours },
    priority: Number(form.priority),
    expiresAfterHours: countOf(form.expiresAfterHours),
    ratePerMinute: countOf(form.ratePerMinute),
    budgetMicros: form.budget.trim() === "" ? null : (parseAmount(form.budget) ?? Number.NaN),
    valuePerEngagementMicros: parseAmount(form.valuePerEngagement) ?? Number.NaN,
    explorePercent: percentOf(form.explorePercent),
  });
  if (read.success) return read.data;
  const field = String(read.error.issues[0]?.path[0] ?? "");
  return { code: "rules", message: wrong[field] ?? "Check the limits.", field };
}

const wrong: Record<string, string> = {
  expiresAfterHours:
    "The end must be a whole number of hours from 1 to 2,160, which is 90 days. Leave it empty for no end.",
  ratePerMinute: "Messages per minute must be a whole number of 1 or more. Leave it empty for as fast as possible.",
  budgetMicros: "The budget must be an amount such as 250.00. Leave it empty for no limit.",
  valuePerEngagementMicros: "What a click or an answer is worth must be an amount such as 1.00.",
  explorePercent: "The share drawn by lot must be a number from 0 to 20, such as 2 or 0.5.",
};

/** "2", "0.5", "0,5 %". */
function percentOf(text: string): number {
  const digits = /^(\d+(?:[.,]\d+)?)\s*%?$/.exec(text.trim())?.[1];
  return digits === undefined ? Number.NaN : Number(digits.replace(",", "."));
}

function countOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function textOf(count: number | null): string {
  return count === null ? "" : String(count);
}

/** "1.00", "0.0412": at least two decimals, and as many as it has. */
function amountText(micros: number): string {
  const text = (micros / microsPerUnit).toFixed(6).replace(/0{1,4}$/, "");
  return text;
}
