import { untilNothingLeaves } from "@/app/_server/until-nothing-leaves";
import type { Database } from "@/db/client";
import { applyInboundNow } from "@/db/queries/inbound";
import { optOutByReceipt } from "@/db/queries/opt-out-by-receipt";
import { passingAgain } from "@/inngest/sending/is-passing";

interface StoredWebhook {
  workspaceId: string;
  kind: "status" | "inbound";
  dedupeKey: string;
}

/** Does what a stored webhook asks for, and waits until nothing can leave that it forbids. */
export async function obeyNow(db: Database, { workspaceId, kind, dedupeKey }: StoredWebhook): Promise<void> {
  const now = new Date();
  const obey = kind === "inbound" ? applyInboundNow : optOutByReceipt;
  const contactId = await passingAgain(() => obey(db, { workspaceId, dedupeKey }, now));
  if (contactId !== null) await untilNothingLeaves(db, { workspaceId, contactId });
}
