/** What stands in the way of a launch, or should be known before it. */
export interface PreflightProblem {
  severity: "blocker" | "warning";
  /** Where to go to mend it. */
  step: "compose" | "audience" | "test" | "schedule" | "settings" | "templates";
  text: string;
  remedy: string | null;
}
