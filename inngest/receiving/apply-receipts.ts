import { applyInbound, waitingInbound } from "@/db/queries/inbound";
import { applyStatusReceipts } from "@/db/queries/receipts";
import { type ReceivingDeps, sendAnswers } from "@/inngest/receiving/send-answers";

const receiptsPerClaim = 2000;
const inboundPerLook = 200;

/**
 * Applies everything that providers have posted and nobody has applied: one pass. Safe to run at any moment, anywhere,
 * any number of times. Returns how much there was to do; 0 means that all is applied.
 */
export async function applyReceipts(deps: ReceivingDeps): Promise<number> {
  let done = 0;
  for (const id of await waitingInbound(deps.db, inboundPerLook)) {
    if (await applyInbound(deps.db, id, deps.now())) done += 1;
  }
  done += await sendAnswers(deps);
  const { claimed } = await applyStatusReceipts(deps.db, { now: deps.now(), max: receiptsPerClaim });
  return done + claimed;
}
