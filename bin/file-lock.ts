import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { commandLine, isAlive } from "@/bin/processes";
import { hasCode } from "@/bin/refusal";

export interface Lock {
  release(): void;
}

/**
 * Takes a lock file that names its holder, or returns the id of the living process that holds it. A lock whose holder
 * is dead is taken over; so is one whose id now belongs to a program that is not node.
 */
export function takeLock(file: string): Lock | { heldBy: number } {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n`, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link is made whole or not at all, so nobody ever reads a lock without its holder's id.
        linkSync(mine, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if (!hasCode(error, "EEXIST")) throw error;
      }
      const holder = holderOf(file);
      if (holder === process.pid) return { release: () => rmSync(file, { force: true }) };
      if (holder !== undefined && isAlive(holder) && (commandLine(holder) ?? "node").includes("node")) {
        return { heldBy: holder };
      }
      takeAway(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Removes a dead holder's lock, but puts it back when somebody else took the lock in the meantime. */
function takeAway(file: string, dead: number | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (holderOf(aside) !== dead) linkSync(aside, file);
  } catch (error) {
    if (!hasCode(error, "ENOENT", "EEXIST")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8").trim());
  } catch {
    return undefined;
  }
}
