import type { ChannelId } from "@/lib/channels/ids";
import type { CostEstimate, EstimateLine, MoneyRange } from "@/lib/cost/estimate";
import { totalInterval } from "@/lib/cost/total-interval";
import type { UnitPrice } from "@/lib/cost/unit-price";

/** One message a person may get. */
export interface PossibleMessage {
  rung: number;
  channel: ChannelId;
  country: string | null;
  billedAs: string;
  units: number;
  price: UnitPrice;
}

/** What may go to one person, step by step; an empty list when nothing can reach them. */
export type CountedPerson = "held_out" | readonly PossibleMessage[];

interface Sums {
  sum: number;
  sumOfSquares: number;
}

interface Line extends Omit<EstimateLine, "costs"> {
  costs: Map<string, number>;
}

const unpricedMax = 10;

/** Adds people up, one at a time, in whole micros; keeps no person. */
export class CostTally {
  #counted = 0;
  #heldOut = 0;
  #unreached = 0;
  #usesExamples = false;
  readonly #lines = new Map<string, Line>();
  readonly #first = new Map<string, Sums>();
  readonly #whole = new Map<string, Sums>();
  readonly #unpriced = new Map<string, CostEstimate["unpriced"][number]>();

  add(person: CountedPerson): void {
    this.#counted += 1;
    if (person === "held_out") {
      this.#heldOut += 1;
      return;
    }
    if (person.length === 0) this.#unreached += 1;
    const whole = new Map<string, number>();
    person.forEach((message, index) => {
      this.#addToLine(message);
      const { price, units } = message;
      if (price.kind === "unpriced") this.#addUnpriced(message);
      if (price.kind !== "priced") return;
      this.#usesExamples ||= price.isExample;
      const micros = price.micros * units;
      if (index === 0) addTo(this.#first, price.currency, micros);
      whole.set(price.currency, (whole.get(price.currency) ?? 0) + micros);
    });
    for (const [currency, micros] of whole) addTo(this.#whole, currency, micros);
  }

  /** What the people added say about all `audienceCount` people they were drawn from. */
  estimate(audienceCount: number): CostEstimate {
    const population = Math.max(audienceCount, this.#counted);
    const ranges = (sums: ReadonlyMap<string, Sums>): MoneyRange[] =>
      [...sums]
        .map(([currency, each]) => ({
          currency,
          ...totalInterval({ counted: this.#counted, population, ...each }),
        }))
        .sort((one, other) => (one.currency < other.currency ? -1 : 1));
    return {
      audienceCount: population,
      countedCount: this.#counted,
      heldOutCount: this.#heldOut,
      unreachedCount: this.#unreached,
      lines: [...this.#lines.values()]
        .map((line) => ({ ...line, costs: [...line.costs].map(([currency, micros]) => ({ currency, micros })) }))
        .sort((one, other) => one.rung - other.rung || other.people - one.people),
      first: ranges(this.#first),
      whole: ranges(this.#whole),
      unpriced: [...this.#unpriced.values()].sort((a, b) => b.people - a.people).slice(0, unpricedMax),
      usesExamplePrices: this.#usesExamples,
    };
  }

  #addToLine({ rung, channel, billedAs, units, price }: PossibleMessage): void {
    const key = `${rung} ${channel} ${billedAs}`;
    let line = this.#lines.get(key);
    if (line === undefined) {
      const peopleByUnits = { one: 0, two: 0, more: 0 };
      line = { rung, channel, billedAs, people: 0, units: 0, peopleByUnits, costs: new Map() };
      this.#lines.set(key, line);
    }
    line.people += 1;
    line.units += units;
    line.peopleByUnits[units === 1 ? "one" : units === 2 ? "two" : "more"] += 1;
    if (price.kind === "priced") {
      line.costs.set(price.currency, (line.costs.get(price.currency) ?? 0) + price.micros * units);
    }
  }

  #addUnpriced({ channel, billedAs, country }: PossibleMessage): void {
    const key = `${channel} ${billedAs} ${country}`;
    const entry = this.#unpriced.get(key) ?? { channel, billedAs, country, people: 0 };
    entry.people += 1;
    this.#unpriced.set(key, entry);
  }
}

function addTo(sums: Map<string, Sums>, currency: string, micros: number): void {
  const before = sums.get(currency) ?? { sum: 0, sumOfSquares: 0 };
  sums.set(currency, {
    sum: before.sum + micros,
    sumOfSquares: before.sumOfSquares + micros * micros,
  });
}
