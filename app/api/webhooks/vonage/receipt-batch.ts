import type { NewReceipt } from "@/db/queries/receipts";

type Store = (receipts: readonly NewReceipt[]) => Promise<(string | null)[]>;

const statementsMax = 2;
/** A second statement for fewer costs more than the wait for the first. */
const besideRowsMin = 8;

interface Waiting {
  receipt: NewReceipt;
  resolve: (id: string | null) => void;
  reject: (reason: unknown) => void;
}

/**
 * Stores what concurrent requests bring in shared statements: a request that comes while others are being stored waits
 * for the next statement, together with all that come meanwhile. Alone, it waits for nobody. Everybody is answered only
 * after the commit of their own row. What a statement and its commit cost hardly depends on how many rows it brings, so a
 * second one begins beside the first only when it makes neither smaller: otherwise a provider that posts so many at a time
 * and no more would have all of them wait for the same statement, and nobody else anything to do.
 */
export class ReceiptBatch {
  private waiting: Waiting[] = [];
  /** How many rows each statement brings that is under way. */
  private storing: number[] = [];

  constructor(
    private readonly store: Store,
    private readonly rowsMax = 500,
  ) {}

  /** The new row's id, or null when the same event is already stored. */
  add(receipt: NewReceipt): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ receipt, resolve, reject });
      // After the current round of requests was read, so that those of one packet share a statement.
      setImmediate(() => this.drain());
    });
  }

  private drain(): void {
    if (this.waiting.length === 0 || this.storing.length >= statementsMax) return;
    const [beside] = this.storing;
    if (beside !== undefined && this.waiting.length < Math.max(beside, besideRowsMin)) return;
    const rows = this.waiting.splice(0, this.rowsMax);
    this.storing.push(rows.length);
    this.storeAll(rows).finally(() => {
      this.storing.splice(this.storing.indexOf(rows.length), 1);
      this.drain();
    });
  }

  /** One bad row must not lose the others: when a statement fails, each row gets one of its own. */
  private async storeAll(batch: Waiting[]): Promise<void> {
    try {
      const ids = await this.store(batch.map(({ receipt }) => receipt));
      for (const [place, { resolve }] of batch.entries()) resolve(ids[place] ?? null);
    } catch (error) {
      if (batch.length === 1) for (const { reject } of batch) reject(error);
      else for (const each of batch) await this.storeAll([each]);
    }
  }
}
