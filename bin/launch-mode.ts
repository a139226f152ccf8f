import { Refusal } from "@/bin/refusal";
import { missingSecrets } from "@/bin/secrets";

/** What a machine runs. On one machine that is everything; several share a database, and each may run a part. */
export type Part = "web" | "worker";
const parts: readonly Part[] = ["web", "worker"];

export interface LaunchMode {
  dev: boolean;
  demo: boolean;
  /** Null for everything. */
  only: Part | null;
}

const known =
  "Known: npm start, npm start -- --demo, npm start -- --only=web, npm start -- --only=worker, npm run dev.";

/** Reads the arguments of `npm start`; refuses what it does not know, so that a typing mistake is not passed over. */
export function readMode(args: readonly string[]): LaunchMode {
  const mode: LaunchMode = { dev: false, demo: false, only: null };
  for (const arg of args) {
    const only = parts.find((part) => arg === `--only=${part}`);
    if (only !== undefined) mode.only = only;
    else if (arg === "--dev") mode.dev = true;
    else if (arg === "--demo") mode.demo = true;
    else throw new Refusal(`"${arg}" is not understood. ${known}`);
  }
  return mode;
}

/**
 * A machine that runs one part works for an installation that is there already: the database, the files and the secrets
 * must be the same on all of them. Made anew, they would quietly be other ones.
 */
export function refuseLonePart(mode: LaunchMode, dataDir: string, variables: NodeJS.ProcessEnv): void {
  if (mode.only === null) return;
  const option = `--only=${mode.only}`;
  if (!variables.DATABASE_URL) {
    throw new Refusal(
      `With ${option} this machine shares a database with others. Set DATABASE_URL to its address, the same on every machine.`,
    );
  }
  if (!variables.CASCADE_BLOBS) {
    throw new Refusal(
      `With ${option} this machine shares media with others. Set CASCADE_BLOBS to a folder that every machine reaches, such as one on a network drive.`,
    );
  }
  const missing = missingSecrets(dataDir, variables);
  if (missing.length > 0) {
    throw new Refusal(
      `With ${option} this machine must know the secrets of the others. Copy secrets.json from the data folder of the first machine to ${dataDir}, or set ${missing.join(", ")}.`,
    );
  }
}
