import type { InngestFunction } from "inngest";
import { applyReceiptsFunction } from "@/inngest/functions/apply-receipts";
import { estimateCostFunction } from "@/inngest/functions/estimate-cost";
import { forgetReceiptsFunction } from "@/inngest/functions/forget-receipts";
import { importContactsFunction } from "@/inngest/functions/import-contacts";
import { launchCampaignFunction } from "@/inngest/functions/launch-campaign";
import { learnRoutingFunction } from "@/inngest/functions/learn-routing";
import {
  finishRenditions,
  makeMovingRenditions,
  makeRenditions,
  sweepBlobsFunction,
} from "@/inngest/functions/make-renditions";
import { revokeOvertakenFunction } from "@/inngest/functions/revoke-overtaken";
import { runSandboxCarrier } from "@/inngest/functions/run-sandbox-carrier";
import { sendDeliveriesFunction } from "@/inngest/functions/send-deliveries";
import { sendTestCodeFunction, sendTestsFunction } from "@/inngest/functions/send-tests";
import { settleOpeningsFunction } from "@/inngest/functions/settle-openings";
import { sweepAttemptsFunction } from "@/inngest/functions/sweep-attempts";
import { sweepDrawingsFunction } from "@/inngest/functions/sweep-drawings";
import { sweepLadderFunction } from "@/inngest/functions/sweep-ladder";

/** Every background function; one that is not listed here is not run. */
export const functions: InngestFunction.Like[] = [
  importContactsFunction,
  launchCampaignFunction,
  sendDeliveriesFunction,
  estimateCostFunction,
  sendTestsFunction,
  sendTestCodeFunction,
  sweepLadderFunction,
  learnRoutingFunction,
  revokeOvertakenFunction,
  applyReceiptsFunction,
  settleOpeningsFunction,
  makeRenditions,
  makeMovingRenditions,
  finishRenditions,
  sweepBlobsFunction,
  sweepDrawingsFunction,
  sweepAttemptsFunction,
  forgetReceiptsFunction,
  runSandboxCarrier,
];
