import { handOverWithinMs } from "@/lib/ladder/hand-over-limit";

/** By then each message of a set has begun to leave or was given back; an answer that is not there is slow. */
const lateAfterMs = handOverWithinMs + 500;

/**
 * Answers that the provider takes its time with. One request that hangs would hold up the whole set it belongs to, and
 * with sets of fifty a provider that forgets one answer in a hundred would stand still half of the time: the set goes on
 * without them, and they are recorded when they come. So many may be open that most connections stay free.
 */
export class LateAnswers<Answer> {
  private open = 0;
  private come: PromiseSettledResult<Answer>[] = [];
  private tellCome: (() => void)[] = [];

  constructor(
    private readonly openMax: number,
    /** Left out where no time passes: nothing is late then. */
    private readonly pause?: (milliseconds: number) => Promise<void>,
  ) {}

  /** What of a set was answered in good time. The others are waited for here. */
  async inTime(set: readonly Promise<Answer>[]): Promise<PromiseSettledResult<Answer>[]> {
    if (this.pause === undefined) return Promise.allSettled(set);
    const early: PromiseSettledResult<Answer>[] = [];
    let isOver = false;
    const take = (answer: PromiseSettledResult<Answer>) => {
      if (isOver) this.arrived(answer);
      else early.push(answer);
    };
    const all = set.map((each) =>
      each.then(
        (value) => take({ status: "fulfilled", value }),
        (reason: unknown) => take({ status: "rejected", reason }),
      ),
    );
    await Promise.race([Promise.all(all), this.pause(lateAfterMs)]);
    isOver = true;
    this.open += set.length - early.length;
    return early;
  }

  /** What has come since it was last asked for. */
  taken(): PromiseSettledResult<Answer>[] {
    return this.come.splice(0);
  }

  /** Settles when few enough are open for another set to be begun. */
  async room(): Promise<void> {
    while (this.open > this.openMax) await this.next();
  }

  /** Settles when all have come. */
  async all(): Promise<void> {
    while (this.open > 0) await this.next();
  }

  private next(): Promise<void> {
    return new Promise((resolve) => {
      this.tellCome.push(resolve);
    });
  }

  private arrived(answer: PromiseSettledResult<Answer>): void {
    this.open -= 1;
    this.come.push(answer);
    for (const tell of this.tellCome.splice(0)) tell();
  }
}
