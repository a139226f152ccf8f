import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { unitPriceText } from "@/lib/cost/money-text";
import { reasonText } from "@/lib/routing/reason-text";
import { pickCandidate, type RouteCandidate, type RouteRecord, tieShareOf } from "@/lib/routing/route-record";
import { segmentWords } from "@/lib/routing/segment";

/** What was stored when a step was decided for one person. */
export interface DecisionRecord {
  /** From 0. */
  rung: number;
  chosen: ChannelId | null;
  rule: string;
  /** The channels looked at, in order of wish, each with what refused it. */
  gates: readonly { channel: ChannelId; refused: string | null; until?: string }[];
  /** The numbers by which one of several channels was chosen; null where there was nothing to compare. */
  record: RouteRecord | null;
}

/**
 * A stored decision as a sentence; it says nothing that is not in the record. Example: "Step 1 by SMS: 3 of 8 messages
 * there were clicked or answered (4.1 % among people like them: Latin America, Android); expected 9.8 % × 1.00 EUR −
 * 0.008 EUR beats WhatsApp by 0.021 EUR. Passed over: RCS (their phone cannot be reached on the channel)."
 */
export function explainDecision({ rung, chosen, rule, gates, record }: DecisionRecord): string {
  const refusals = gates
    .filter(({ refused }) => refused !== null)
    .map(({ channel, refused }) => `${channels[channel].name} (${reasonText(refused)})`)
    .join(", ");
  const step = `Step ${rung + 1}`;
  if (chosen === null && gates.some(({ until }) => until !== undefined)) return `${step} waits: ${refusals}.`;
  if (chosen === null) return refusals === "" ? `${step} has no channel.` : `${step} had no way to them: ${refusals}.`;
  const by = `${step} by ${channels[chosen].name}`;
  const passedOver = refusals === "" ? "" : ` Passed over: ${refusals}.`;
  const because = record === null ? "" : becauseOf(rule, chosen, record, gates);
  if (because !== "") return `${by}${because}.${passedOver}`;
  return refusals === "" ? `${by}, the first choice.` : `${by}.${passedOver}`;
}

/** Makes the choice of a record again, from nothing but the record. */
export function chooseAgain(
  { gates, record }: Pick<DecisionRecord, "gates"> & { record: RouteRecord },
  contactId: string,
): ChannelId | null {
  const picked = pickCandidate(record, contactId, isOpenIn(gates));
  return picked?.candidate.channel ?? null;
}

function isOpenIn(gates: DecisionRecord["gates"]) {
  return ({ channel }: RouteCandidate) => gates.some((each) => each.channel === channel && each.refused === null);
}

function becauseOf(rule: string, chosen: ChannelId, record: RouteRecord, gates: DecisionRecord["gates"]): string {
  const open = record.candidates.filter(isOpenIn(gates));
  const candidate = open.find(({ channel }) => channel === chosen);
  switch (rule) {
    case "preference":
      return ", which they asked for";
    case "conversation":
      return ", where they wrote in the last 24 hours";
    case "explore":
      return `, drawn by lot from ${open.length} channels to keep learning (${percentText(record.explorePercent / 100)} of people are)`;
    default:
      return candidate === undefined ? "" : `: ${numbersOf(candidate, open, record)}`;
  }
}

function numbersOf(candidate: RouteCandidate, open: readonly RouteCandidate[], record: RouteRecord): string {
  const { engaged, delivered, mu, reach, theta, costMicros } = candidate;
  const alike = `${percentText(mu)} among people like them: ${segmentWords(record.segment)}`;
  const known =
    Math.round(delivered) === 0
      ? `nothing is known of them here yet (${alike})`
      : `${Math.round(engaged)} of ${Math.round(delivered)} messages there were clicked or answered (${alike})`;
  const { valueMicros, currency } = record;
  const money = (micros: number) => moneyText(micros, currency);
  const cost = costMicros === null ? " (its price unknown)" : costMicros === 0 ? "" : ` − ${money(costMicros)}`;
  const expected =
    valueMicros === 0
      ? `expected ${percentText(reach * theta)}`
      : `expected ${percentText(reach * theta)} × ${money(valueMicros)}${cost}`;
  return `${known}; ${expected}${comparison(candidate, open, record)}`;
}

/** Against the best of the others. */
function comparison(candidate: RouteCandidate, open: readonly RouteCandidate[], record: RouteRecord): string {
  const others = open.filter(({ channel }) => channel !== candidate.channel);
  const [runnerUp] = others.sort((one, other) => other.score - one.score);
  if (runnerUp === undefined) return "";
  const { name } = channels[runnerUp.channel];
  const margin = candidate.score - runnerUp.score;
  if (margin <= 0) {
    const isCheaper = (candidate.costMicros ?? 0) < (runnerUp.costMicros ?? 0);
    const share = percentText(tieShareOf(record));
    return ` is as good as ${name} to within ${share}, and ${isCheaper ? "cheaper" : "comes before it"}`;
  }
  const by = record.valueMicros === 0 ? percentText(margin / 1_000_000) : moneyText(margin, record.currency);
  return ` beats ${name} by ${by}`;
}

function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** To a hundredth of a cent. */
function moneyText(micros: number, currency: string): string {
  return unitPriceText(Math.round(micros / 100) * 100, currency);
}
