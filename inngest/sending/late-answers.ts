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
  private recording: Promise<void> | undefined;
  private failure: { error: unknown } | undefined;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly openMax: number,
    /** Keeps what has come; what comes meanwhile is kept together after it. */
    private readonly record: (answers: readonly PromiseSettledResult<Answer>[]) => Promise<unknown>,
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

  /** Settles when few enough are open for another set to be begun; throws when one of them could not be kept. */
  async room(): Promise<void> {
    await this.until(this.openMax);
  }

  /** Settles when all have come and are kept; throws when one could not be. */
  async all(): Promise<void> {
    await this.until(0);
  }

  private async until(openMax: number): Promise<void> {
    while (this.failure === undefined && this.open > openMax) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
    if (this.failure !== undefined) throw this.failure.error;
  }

  private arrived(answer: PromiseSettledResult<Answer>): void {
    this.come.push(answer);
    this.recording ??= this.recordAll().finally(() => {
      this.recording = undefined;
    });
  }

  private async recordAll(): Promise<void> {
    while (this.come.length > 0) {
      const answers = this.come.splice(0);
      try {
        await this.record(answers);
      } catch (error) {
        this.failure ??= { error };
      }
      this.open -= answers.length;
      for (const tell of this.waiting.splice(0)) tell();
    }
  }
}
