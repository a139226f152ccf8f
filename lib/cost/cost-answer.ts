import type { CostEstimate } from "@/lib/cost/estimate";

/** What the review page is told about the cost of a campaign. */
export interface CostAnswer {
  /** `unknown`: nobody has asked yet. */
  state: "unknown" | "counting" | "ready" | "failed";
  /** The campaign, the prices or the senders changed since `result` was counted. */
  isStale: boolean;
  /** The last that was counted; there may be one while another is being counted. */
  result: CostEstimate | null;
  countedAt: string | null;
}
