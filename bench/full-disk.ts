import type { SmallDisk } from "@/bench/small-disk";
import { pause } from "@/bin/processes";
import type { Sql } from "@/db/client";

const FULL_MS = 8_000;

/** Times in which the database cannot write. */
export class FullDisk {
  readonly done: { how: "filled" | "refused"; times: number; seconds: number };

  constructor(
    private readonly disk: SmallDisk | null,
    private readonly sql: Sql,
    private readonly note: (sentence: string) => void,
  ) {
    this.done = { how: disk === null ? "refused" : "filled", times: 0, seconds: 0 };
  }

  /** For a while nothing more can be written; then there is room again. */
  async beFull(): Promise<void> {
    const startedAt = performance.now();
    this.note("The disk of the database is full.");
    if (this.disk === null) await this.refuse();
    else await this.fill(this.disk);
    this.note("There is room again.");
    this.done.times += 1;
    this.done.seconds += Math.round((performance.now() - startedAt) / 1000);
  }

  private async fill(disk: SmallDisk): Promise<void> {
    const end = performance.now() + FULL_MS;
    // What the database itself frees meanwhile is taken as well.
    for (disk.fill(); performance.now() < end; disk.fill()) await pause(250);
    disk.free();
  }

  private async refuse(): Promise<void> {
    await this.setReadOnly("on");
    await pause(FULL_MS);
    await this.setReadOnly("off");
  }

  /** A database that was just killed is asked until it is back. */
  private async setReadOnly(value: "on" | "off"): Promise<void> {
    for (;;) {
      try {
        await this.sql.unsafe(`alter system set default_transaction_read_only = ${value}`);
        await this.sql`select pg_reload_conf()`;
        return;
      } catch {
        await pause(200);
      }
    }
  }
}
