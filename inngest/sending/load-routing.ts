import type { Database } from "@/db/client";
import { loadHabits, loadRoutingModel } from "@/db/queries/routing";
import type { WaitingRecipient } from "@/db/queries/sending";
import { compileDelivery, type PreparedCampaign } from "@/inngest/sending/compile-delivery";
import { type SendingDeps, sha256 } from "@/inngest/sending/deps";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import type { ChannelId } from "@/lib/channels/ids";
import { destination } from "@/lib/cost/destination";
import { samplePoolCode } from "@/lib/promo/sample-code";
import type { BestQuestion, CampaignValues } from "@/lib/routing/choose-best";
import { routingPolicy } from "@/lib/routing/policy";

/** Whom the best channel is to be found for. */
interface Asked extends Pick<WaitingRecipient, "contactId" | "armKey" | "person"> {
  channels: readonly { channel: ChannelId; address: string | null }[];
}

/** What choosing the best channel needs beside the gates. */
export interface Routing {
  about(asked: Asked): Pick<BestQuestion, "habits" | "values" | "batch">;
}

/**
 * Reads what the choice of the best channel needs for a batch of people, in two statements for all of them, and draws the
 * batch's rates. Null when no step of the ladder asks for the best: then it costs nothing.
 */
export async function loadRouting(
  deps: SendingDeps,
  run: PreparedCampaign,
  tx: Pick<Database, "execute">,
  people: readonly Asked[],
  now: Date,
): Promise<Routing | null> {
  const { campaign } = run;
  if (!campaign.ladder.rungs.some(({ pick }) => pick === "best")) return null;
  const contactIds = people.map(({ contactId }) => contactId);
  const [model, habits] = await Promise.all([
    loadRoutingModel(tx, campaign.workspaceId, now),
    loadHabits(tx, campaign.workspaceId, contactIds, now),
  ]);
  const seed = seedOf(`${campaign.assignmentSalt} ${now.toISOString()} ${contactIds[0] ?? ""}`);
  const batch = routingPolicy(model, seed).batch(seed);
  const rules = campaignRulesSchema.parse(campaign.rules);
  const costs = messageCosts(deps, run, now);
  return {
    about: (asked) => ({
      batch,
      habits: habits.get(asked.contactId) ?? {
        ...{ contactId: asked.contactId, segment: "anywhere unknown settled", preferred: [], counts: {} },
        lastEngaged: null,
      },
      values: {
        valueMicros: rules.valuePerEngagementMicros,
        currency: campaign.settings.currency,
        isTimeCritical: rules.isTimeCritical,
        explorePercent: rules.explorePercent,
        costMicros: (channel) => costs(asked, channel),
      },
    }),
  };
}

/** Short, since it stands in every record. */
function seedOf(text: string): string {
  return Buffer.from(sha256(text)).toString("hex").slice(0, 12);
}

/**
 * What a message is expected to cost, by the price list and the length of the first message of the batch on the channel:
 * compiling everybody's message on every channel would cost more than the choice is worth.
 */
function messageCosts(deps: SendingDeps, run: PreparedCampaign, now: Date) {
  const billed = new Map<string, { billedAs: string; billedUnits: number }>();
  const billing = ({ contactId, armKey, person }: Asked, channel: ChannelId) => {
    const key = `${armKey} ${channel}`;
    const known = billed.get(key);
    if (known !== undefined) return known;
    const compiled = compileDelivery(deps, run, {
      ...{ id: sampleId, contactId, armKey, channel, address: "15550100199", lastInboundAt: null, person },
      ...{ waitSeconds: null, poolCode: () => samplePoolCode },
    });
    if (compiled !== null) billed.set(key, compiled);
    return compiled;
  };
  return (asked: Asked, channel: ChannelId): ReturnType<CampaignValues["costMicros"]> => {
    const found = billing(asked, channel);
    if (found === null) return null;
    const { billedAs, billedUnits } = found;
    const address = asked.channels.find((each) => each.channel === channel)?.address ?? "";
    const country = destination(channel, address, asked.person.country);
    const price = run.priceOf({ channel, billedAs, country }, now);
    if (price.kind === "free") return 0;
    // Amounts in another currency are never compared with what an engagement is worth.
    if (price.kind === "unpriced" || price.currency !== run.campaign.settings.currency) return null;
    return price.micros * billedUnits;
  };
}

/** As long as a real one. */
const sampleId = "00000000-0000-8000-8000-000000000000";
