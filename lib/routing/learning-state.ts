/** Learning takes seconds, after a long pause minutes; what is not done by then was lost, or its worker is down. */
export const learningSecondsMax = 10 * 60;

/** Whether routing learns because somebody asked for it; `lost` when it should be done by now. */
export type LearningState = "idle" | "learning" | "lost";

export function learningState(requestedAt: Date | null, now: Date): LearningState {
  if (requestedAt === null) return "idle";
  return now.getTime() - requestedAt.getTime() < learningSecondsMax * 1000 ? "learning" : "lost";
}
