import type { ReportSnapshot } from "@/db/queries/report-snapshot";
import type { CampaignState } from "@/lib/campaign/schema";

/** The numbers of a campaign with its state, as the report page and its route give them. */
export type LiveReport = ReportSnapshot & { state: CampaignState; recipientCount: number | null };
