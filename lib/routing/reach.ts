import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { askGates, type CampaignFacts, type PersonFacts } from "@/lib/routing/gates";

/** Why people are passed over, and how many; the most frequent first. */
interface ReasonCount {
  reason: string;
  count: number;
}

export interface ChannelReach {
  channel: ChannelId;
  /** People whom the step may and can reach here; afterwards: whom it took here. */
  count: number;
  reasons: ReasonCount[];
}

export interface StepReach {
  /** From 0. */
  rung: number;
  count: number;
  channels: ChannelReach[];
}

/** Whom a campaign reaches on which channels, and why not the others. Counts are of the whole audience. */
export interface Reach {
  people: number;
  /** Fewer than `people`: a sample drawn at random, by which the counts were estimated. */
  counted: number;
  /** Whom at least one step reaches. */
  reached: number;
  steps: StepReach[];
  /** Of those no step reaches: what stood in the way of the first channel. */
  unreached: ReasonCount[];
}

/** Half the width of the 95 % interval of an estimated count: 9,604 people counted tell any share to within 1 %. */
export function reachMargin({ people, counted }: Pick<Reach, "people" | "counted">, count: number): number {
  if (counted >= people || counted === 0) return 0;
  const share = count / people;
  return Math.ceil(people * 1.96 * Math.sqrt(((share * (1 - share)) / counted) * (1 - counted / people)));
}

/** Adds people up by the gates that sending asks. Content is not asked: it is counted with the cost. */
export class ReachTally {
  #counted = 0;
  #reached = 0;
  readonly #steps: { count: number; channels: Map<ChannelId, { count: number; reasons: Map<string, number> }> }[];
  readonly #unreached = new Map<string, number>();

  constructor(
    readonly rungs: readonly { channels: readonly ChannelId[] }[],
    readonly campaign: Omit<CampaignFacts, "contentRefusal">,
    readonly now: Date,
  ) {
    this.#steps = rungs.map((rung) => ({
      count: 0,
      channels: new Map(rung.channels.map((channel) => [channel, { count: 0, reasons: new Map() }])),
    }));
  }

  /** `count` people of whom the same is known. */
  add(person: PersonFacts, count: number): void {
    this.#counted += count;
    let first: string | null = null;
    let isReached = false;
    this.rungs.forEach((rung, index) => {
      const step = this.#steps[index];
      if (step === undefined) return;
      let isOpen = false;
      for (const channel of rung.channels) {
        const refusal = this.#refusal(channel, person);
        const tally = step.channels.get(channel);
        if (tally === undefined) continue;
        if (refusal === null) tally.count += count;
        else addTo(tally.reasons, refusal, count);
        isOpen ||= refusal === null;
        first ??= refusal;
      }
      if (isOpen) step.count += count;
      isReached ||= isOpen;
    });
    if (isReached) this.#reached += count;
    else addTo(this.#unreached, first ?? "no_channel", count);
  }

  /** What the people added say about all `people` they were drawn from. */
  reach(people: number): Reach {
    const scale = this.#counted === 0 ? 0 : Math.max(people, this.#counted) / this.#counted;
    const scaled = (count: number) => Math.round(count * scale);
    return {
      people: Math.max(people, this.#counted),
      counted: this.#counted,
      reached: scaled(this.#reached),
      steps: this.#steps.map((step, rung) => ({
        rung,
        count: scaled(step.count),
        channels: [...step.channels].map(([channel, { count, reasons }]) => ({
          ...{ channel, count: scaled(count) },
          reasons: mostFrequentFirst(reasons, scaled),
        })),
      })),
      unreached: mostFrequentFirst(this.#unreached, scaled),
    };
  }

  /** What closes the channel for good; quiet hours and the like only move a message. */
  #refusal(id: ChannelId, person: PersonFacts): string | null {
    const campaign = { ...this.campaign, contentRefusal: () => null };
    const answer = askGates({ channel: channels[id], facts: person.channels[id], person, campaign, now: this.now });
    return answer.kind === "refuse" ? answer.reason : null;
  }
}

function addTo(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function mostFrequentFirst(counts: ReadonlyMap<string, number>, scaled: (count: number) => number): ReasonCount[] {
  return [...counts]
    .map(([reason, count]) => ({ reason, count: scaled(count) }))
    .sort((one, other) => other.count - one.count);
}
