export interface ReadinessFacts {
  databaseAnswers: boolean;
  /** Whether every migration this program knows was carried out. */
  isMigrated: boolean;
  /** Since a worker was last heard of; null when there never was one. */
  workerSilentSeconds: number | null;
  isDiskWritable: boolean;
  freeBytes: number | null;
}

/** A worker says that it lives every five seconds; one that misses four of them is not relied on. */
export const workerSilentSecondsMax = 20;
const freeBytesMin = 100 * 1024 * 1024;

/** What is missing before this installation can do all its work, one sentence each; empty when it can. */
export function notReady(facts: ReadinessFacts): string[] {
  // Without the database nothing else is known.
  if (!facts.databaseAnswers) return ["The database does not answer."];
  const missing: string[] = [];
  const silent = facts.workerSilentSeconds;
  // Older tables may not even hold what workers say.
  if (!facts.isMigrated) missing.push("The database's tables are older than this program: start it with npm start.");
  else if (silent === null) missing.push("No worker has been heard of: nothing is sent and no receipt is applied.");
  else if (silent > workerSilentSecondsMax) {
    missing.push(`The worker has been silent for ${Math.round(silent)} s: nothing is sent and no receipt is applied.`);
  }
  if (!facts.isDiskWritable) missing.push("The folder of media files cannot be written to.");
  else if (facts.freeBytes !== null && facts.freeBytes < freeBytesMin) {
    missing.push(`The disk of the media files has only ${Math.floor(facts.freeBytes / 1024 / 1024)} MB left.`);
  }
  return missing;
}
