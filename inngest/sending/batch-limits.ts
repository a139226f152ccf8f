import type { Database } from "@/db/client";
import { type Budget, commitMoney, lockBudgets } from "@/db/queries/budgets";
import { recentMessages } from "@/db/queries/limits";
import type { WaitingRecipient } from "@/db/queries/sending";
import type { SendingCampaign } from "@/inngest/sending/compile-delivery";
import type { ChannelId } from "@/lib/channels/ids";
import { dayStart, localDay } from "@/lib/consent/local-day";
import { cappedUntil } from "@/lib/limits/capped-until";
import { type Cap, capsFor } from "@/lib/limits/caps-for";
import { type PersonAllowance, personAllowance } from "@/lib/limits/person-allowance";
import { type SendingLimits, sendingLimitsOf } from "@/lib/limits/schema";
import { keepsQuietHours } from "@/lib/quiet-hours/keeps-quiet-hours";
import { knownStates, placesOf } from "@/lib/quiet-hours/places-of";
import { sendingWindows } from "@/lib/quiet-hours/sending-windows";
import type { BudgetRefusal, PersonFacts } from "@/lib/routing/gates";

type Recent = Awaited<ReturnType<typeof recentMessages>>;

/** What limits a message to one person now. */
export interface PersonLimits extends Required<Pick<PersonFacts, "quietUntil">> {
  /** How long a message may go out that is decided about now; null for ever. */
  goodUntil: Date | null;
  cappedUntil(channel: ChannelId): Date | null;
  /** Why a message may not cost so much; `micros` is null when nobody knows. Null where there is no budget to ask. */
  budgetRefusal: ((micros: number | null) => BudgetRefusal | null) | null;
}

interface PricedBudget extends Budget {
  leftMicros: number;
  refusal: BudgetRefusal;
}

const hourMs = 3_600_000;

/** Quiet hours, caps and budgets for the people of a batch, who are locked. Everything is asked once for all of them. */
export class BatchLimits {
  private readonly hasBudget: boolean;
  private spentMicros = 0;

  private constructor(
    private readonly campaign: SendingCampaign,
    private readonly limits: SendingLimits,
    private readonly recent: Recent,
    private readonly budgets: readonly PricedBudget[],
    private readonly monthStart: Date,
    private readonly now: Date,
  ) {
    this.hasBudget = budgets.length > 0 || hasPersonBudget(limits);
    this.windowAt = sendingWindows(limits.quietHours);
    this.capsOfAll = capsFor(limits, campaign.topic, []);
  }

  /** The caps of whoever lives in no state with caps of its own. */
  private readonly capsOfAll: readonly Cap[];

  private readonly windowAt: ReturnType<typeof sendingWindows>;

  static async load(
    tx: Pick<Database, "execute">,
    campaign: SendingCampaign,
    waiting: readonly WaitingRecipient[],
    now: Date,
  ): Promise<BatchLimits> {
    const { workspaceId, settings, rules } = campaign;
    const limits = sendingLimitsOf(settings);
    const today = localDay(now, settings.timeZone);
    const monthStart = dayStart(`${today.slice(0, 7)}-01`, settings.timeZone) ?? now;
    const recent = !countsMessages(campaign)
      ? new Map()
      : await recentMessages(tx, {
          ...{ workspaceId, campaignId: campaign.id, priority: rules.priority, now },
          contactIds: waiting.map(({ contactId }) => contactId),
          since: sinceWhen(limits, monthStart, now),
        });
    const budgets = budgetsOf(campaign, limits, today.slice(0, 7));
    const left = await lockBudgets(tx, workspaceId, budgets);
    const priced = budgets.map((budget, index) => ({ ...budget, leftMicros: left[index] ?? 0 }));
    return new BatchLimits(campaign, limits, recent, priced, monthStart, now);
  }

  of({ contactId, person, phone }: WaitingRecipient): PersonLimits {
    const { campaign, limits, now } = this;
    const { settings, topic, expiresAt } = campaign;
    const { country, time_zone: timeZone, attributes } = person;
    const who = { country, timeZone, phone, attributes };
    const known = this.recent.get(contactId);
    const messages = known?.messages ?? [];
    const counting = {
      messages: messages.filter((each) => each.isReceived && !limits.uncappedTopics.includes(each.topic)),
      reservedCount: (known?.reservedTopics ?? []).filter((each) => !limits.uncappedTopics.includes(each)).length,
    };
    const caps = limits.isSubjectCapOn ? capsFor(limits, topic, knownStates(who)) : this.capsOfAll;
    const allowance = personAllowance(limits, messages, this.monthStart);
    const home = { country: settings.defaultCountry, timeZone: settings.timeZone };
    const heeds = campaign.rules.respectsQuietHours && keepsQuietHours(limits.quietHours, settings.carrier);
    const window = heeds ? this.windowAt(placesOf(who, home), now) : null;
    return {
      quietUntil: window === null || window.isOpen ? null : (window.opensAt ?? "never"),
      goodUntil: earlier(window?.closesAt ?? null, expiresAt),
      cappedUntil: (channel) => cappedUntil(counting, caps, channel, now),
      budgetRefusal: this.hasBudget ? (micros) => this.refusalOf(micros, allowance) : null,
    };
  }

  private refusalOf(micros: number | null, allowance: PersonAllowance): BudgetRefusal | null {
    if (allowance.messages !== null && allowance.messages < 1) return "person_messages";
    if (this.budgets.length === 0 && allowance.micros === null) return null;
    if (micros === null) return "unpriced";
    const short = this.budgets.find(({ leftMicros }) => leftMicros < micros);
    if (short !== undefined) return short.refusal;
    return allowance.micros !== null && allowance.micros < micros ? "over_person" : null;
  }

  /** A message was decided about. Null when there is no budget to promise it money from. */
  spend(micros: number | null): number | null {
    if (!this.hasBudget || micros === null) return null;
    this.spentMicros += micros;
    for (const budget of this.budgets) budget.leftMicros -= micros;
    return micros;
  }

  /** Takes what the batch costs out of its budgets, which stay locked until it is stored. */
  commit(tx: Pick<Database, "execute">): Promise<void> {
    const budgets = this.budgets.map(({ scopeId, period, limitMicros }) => ({ scopeId, period, limitMicros }));
    return commitMoney(tx, this.campaign.workspaceId, budgets, this.spentMicros);
  }
}

/** Whether what people got lately is asked, so that no two batches may decide about one person at the same time. */
export function countsMessages({ settings, topic }: Pick<SendingCampaign, "settings" | "topic">): boolean {
  const limits = sendingLimitsOf(settings);
  const isCapped = limits.caps.length > 0 || limits.isSubjectCapOn;
  return hasPersonBudget(limits) || (isCapped && !limits.uncappedTopics.includes(topic));
}

function hasPersonBudget({ personMonthBudgetMicros, personMonthMessagesMax }: SendingLimits): boolean {
  return personMonthBudgetMicros !== null || personMonthMessagesMax !== null;
}

function sinceWhen(limits: SendingLimits, monthStart: Date, now: Date): Date {
  const daysMax = Math.max(1, ...limits.caps.map(({ days }) => days));
  const capped = new Date(now.getTime() - daysMax * 24 * hourMs);
  return hasPersonBudget(limits) && monthStart < capped ? monthStart : capped;
}

function budgetsOf({ id, workspaceId, rules }: SendingCampaign, limits: SendingLimits, month: string) {
  const { budgetMicros } = rules;
  const { monthBudgetMicros } = limits;
  return [
    ...(budgetMicros === null
      ? []
      : [{ scopeId: id, period: "", limitMicros: budgetMicros, refusal: "over_budget" as const }]),
    ...(monthBudgetMicros === null
      ? []
      : [{ scopeId: workspaceId, period: month, limitMicros: monthBudgetMicros, refusal: "over_month" as const }]),
  ];
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
