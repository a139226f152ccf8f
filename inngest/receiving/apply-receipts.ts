import { applyInbound } from "@/db/queries/inbound";
import { applyStatusReceipts } from "@/db/queries/receipts";
import { waitingInbound } from "@/db/queries/waiting-receipts";
import { type ReceivingDeps, sendAnswers } from "@/inngest/receiving/send-answers";

const receiptsPerClaim = 2000;
const inboundPerLook = 200;

/**
 * Applies everything that providers have posted and nobody has applied: one pass. Safe to run at any moment, anywhere,
 * any number of times. Returns how much there was to do; 0 means that all is applied. A message that cannot be applied
 * holds up nothing else: the rest is done first, and then the first error is thrown.
 */
export async function applyReceipts(deps: ReceivingDeps): Promise<number> {
  const errors: unknown[] = [];
  const guarded = async (work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      errors.push(error);
      return 0;
    }
  };
  let done = 0;
  for (const id of await waitingInbound(deps.db, inboundPerLook)) {
    done += await guarded(async () => Number(await applyInbound(deps.db, id, deps.now())));
  }
  done += await guarded(() => sendAnswers(deps));
  done += await guarded(async () => {
    const { claimed } = await applyStatusReceipts(deps.db, { now: deps.now(), max: receiptsPerClaim });
    return claimed;
  });
  if (errors.length > 0) throw errors[0];
  return done;
}
