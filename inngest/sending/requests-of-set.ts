import { type ClaimedDelivery, factsOfDeliveries } from "@/db/queries/deliveries";
import { compileDelivery, type PreparedCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import { PeopleCodes } from "@/inngest/sending/people-codes";
import type { Compiled } from "@/lib/channels/contract";
import { destination } from "@/lib/cost/destination";

/** One person's message, ready to be handed over. */
export interface MadeRequest {
  compiled: Compiled;
  address: string;
  addressDetail: Record<string, string>;
  /** Where it is billed. */
  country: string | null;
}

/**
 * The requests of messages that were decided about before, by delivery, compiled anew from what is known now; a delivery
 * without one lacks a value it needs.
 */
export async function requestsOfSet(
  deps: SendingDeps,
  run: PreparedCampaign,
  claimed: readonly ClaimedDelivery[],
): Promise<Map<string, MadeRequest>> {
  const requests = new Map<string, MadeRequest>();
  const { campaign } = run;
  const [facts, codes] = await Promise.all([
    factsOfDeliveries(deps.db, campaign.workspaceId, claimed),
    PeopleCodes.load(
      deps.db,
      run,
      claimed.map(({ contactId }) => contactId),
    ),
  ]);
  for (const delivery of claimed) {
    const known = facts.get(delivery.id);
    if (known === undefined) continue;
    const compiled = compileDelivery(deps, run, {
      ...delivery,
      ...known,
      waitSeconds: campaign.ladder.rungs[delivery.rung]?.waitSeconds ?? 0,
      poolCode: (wanted) => codes.find(delivery.contactId, wanted) ?? null,
    });
    if (compiled === null) continue;
    const { address, addressDetail, person } = known;
    const country = destination(delivery.channel, address, person.country);
    requests.set(delivery.id, { compiled, address, addressDetail, country });
  }
  return requests;
}
