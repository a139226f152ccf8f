import { type ClaimedDelivery, factsOfDeliveries } from "@/db/queries/deliveries";
import { compileDelivery, type PreparedCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import type { MadeRequest } from "@/inngest/sending/kept-requests";
import { PeopleCodes } from "@/inngest/sending/people-codes";
import { destination } from "@/lib/cost/destination";

/** The requests of a claimed set, by delivery; a delivery without one lacks a value it needs. */
export async function requestsOfSet(
  deps: SendingDeps,
  run: PreparedCampaign,
  claimed: readonly ClaimedDelivery[],
): Promise<Map<string, MadeRequest>> {
  const requests = new Map<string, MadeRequest>();
  for (const delivery of claimed) {
    const kept = run.kept?.take(delivery, deps.now());
    if (kept) requests.set(delivery.id, kept);
  }
  const others = claimed.filter(({ id }) => !requests.has(id));
  if (others.length > 0) await compileAnew(deps, run, others, requests);
  return requests;
}

async function compileAnew(
  deps: SendingDeps,
  run: PreparedCampaign,
  claimed: readonly ClaimedDelivery[],
  requests: Map<string, MadeRequest>,
): Promise<void> {
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
}
