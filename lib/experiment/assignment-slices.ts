import type { ArmKey } from "@/lib/campaign/schema";

/** A slice of the line from 0 to 1: whose draw falls below `upTo` (and not below the slice before) belongs to it. */
export interface AssignmentSlice {
  /** Null for the people who are held out. */
  armKey: ArmKey | null;
  upTo: number;
}

/**
 * Cuts the line from 0 to 1 into the holdout and the arms. A person's draw is a hash of the campaign's secret salt and
 * their id: the same at every look, independent of everything else, and not to be chosen by anybody.
 */
export function assignmentSlices(
  arms: readonly { key: ArmKey; weightPercent: number }[],
  holdoutPercent: number,
): AssignmentSlice[] {
  const holdout = holdoutPercent / 100;
  const total = arms.reduce((sum, arm) => sum + arm.weightPercent, 0);
  const slices: AssignmentSlice[] = holdout > 0 ? [{ armKey: null, upTo: holdout }] : [];
  let upTo = holdout;
  for (const arm of arms) {
    upTo += (1 - holdout) * (arm.weightPercent / total);
    slices.push({ armKey: arm.key, upTo });
  }
  const last = slices.at(-1);
  // Rounding must not leave anybody beyond the last slice.
  if (last !== undefined) last.upTo = 1;
  return slices;
}
