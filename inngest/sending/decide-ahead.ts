/** Decides about the next people while messages leave, so that neither waits for the other. */
export class DecideAhead {
  private deciding: Promise<void> | undefined;
  private failure: { error: unknown } | undefined;
  private isDry = false;
  /** Decided about and not claimed yet, as far as this process knows. */
  private stock = 0;
  /** How many people were decided about so far. */
  decided = 0;

  constructor(
    /** Decides about a batch of people; answers how many there were. */
    private readonly decideBatch: () => Promise<number>,
    /** False when no further batch is to be begun. */
    private readonly mayGoOn: () => boolean,
    /** With fewer than this left, the next batch is begun. */
    private readonly stockMin: number,
  ) {}

  /** Messages were claimed. */
  claimed(count: number): void {
    this.stock = Math.max(0, this.stock - count);
    if (this.stock < this.stockMin) this.begin();
  }

  /** Nothing was left to claim. True when a look is worth while again. */
  async more(): Promise<boolean> {
    this.stock = 0;
    this.begin();
    if (this.deciding === undefined) return false;
    await this.settled();
    return this.stock > 0 || !this.isDry;
  }

  /** Waits for what is under way; throws what went wrong. */
  async settled(): Promise<void> {
    await this.deciding;
    if (this.failure !== undefined) throw this.failure.error;
  }

  private begin(): void {
    if (this.deciding !== undefined || this.isDry || this.failure !== undefined || !this.mayGoOn()) return;
    this.deciding = this.decideBatch()
      .then((count) => {
        this.decided += count;
        this.stock += count;
        this.isDry = count === 0;
      })
      .catch((error: unknown) => {
        this.failure = { error };
      })
      .finally(() => {
        this.deciding = undefined;
      });
  }
}
