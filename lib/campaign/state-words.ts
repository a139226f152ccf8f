import type { CampaignState, RecipientState } from "@/lib/campaign/schema";

interface StateWords {
  name: string;
  tone: "neutral" | "accent" | "good" | "warning" | "danger";
}

/** Campaign states as screens say them. */
export const campaignStateWords: Record<CampaignState, StateWords> = {
  draft: { name: "Draft", tone: "neutral" },
  in_review: { name: "In review", tone: "warning" },
  scheduled: { name: "Scheduled", tone: "accent" },
  sending: { name: "Sending", tone: "accent" },
  paused: { name: "Paused", tone: "warning" },
  finished: { name: "Finished", tone: "neutral" },
  cancelled: { name: "Stopped", tone: "danger" },
};

/** What became of a person, as screens say it. */
export const recipientStateWords: Record<RecipientState, StateWords> = {
  pending: { name: "Next step is being sent", tone: "accent" },
  active: { name: "Waiting for a reaction", tone: "accent" },
  succeeded: { name: "Reached the goal", tone: "good" },
  exhausted: { name: "End of the ladder", tone: "neutral" },
  skipped: { name: "Not sent", tone: "warning" },
  opted_out: { name: "Opted out", tone: "danger" },
  held_out: { name: "Held out", tone: "neutral" },
  cancelled: { name: "Campaign stopped", tone: "neutral" },
};
