import { countAudience } from "@/db/queries/audience";
import { saveEstimate } from "@/db/queries/cost-estimates";
import { costSample, type SampledPerson } from "@/db/queries/cost-sample";
import { loadSendingCampaign } from "@/db/queries/sending";
import { costBasis } from "@/inngest/cost/cost-basis";
import { compileDelivery, type PreparedCampaign, prepareCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import { loadRouting, type Routing } from "@/inngest/sending/load-routing";
import type { Compiled } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { destination } from "@/lib/cost/destination";
import type { CostEstimate } from "@/lib/cost/estimate";
import { CostTally, type CountedPerson, type PossibleMessage } from "@/lib/cost/tally";
import { assignmentSlices } from "@/lib/experiment/assignment-slices";
import { samplePoolCode } from "@/lib/promo/sample-code";
import { chooseBest } from "@/lib/routing/choose-best";
import { chooseChannel } from "@/lib/routing/choose-channel";
import type { ChannelFacts } from "@/lib/routing/gates";

/** Up to here everybody is counted, which takes some seconds; of more people, so many are drawn at random. */
const peopleCountedMax = 10_000;

/** Small, so that sending in the same process gets its turn many times a second. */
const peoplePerSet = 200;

/** Counts what a campaign is going to cost and keeps it; false when there is no such campaign. */
export async function estimateCost(
  deps: SendingDeps,
  workspaceId: string,
  campaignId: string,
  peopleMax = peopleCountedMax,
): Promise<boolean> {
  const campaign = await loadSendingCampaign(deps.db, workspaceId, campaignId);
  if (campaign === null) return false;
  // Read before anything is counted: a change meanwhile makes the result old, not wrong under a new name.
  const basis = await costBasis(deps.db, campaign, campaign.settings);
  const run = await prepareCampaign(deps, campaign);
  const result = await countPeople(deps, run, peopleMax);
  await saveEstimate(deps.db, workspaceId, campaignId, { basis, result, countedAt: deps.now() });
  return true;
}

/**
 * Makes every message for everybody (or for people drawn at random) by the code that sends it, and adds up what they
 * would cost. Nothing is stored and nobody is written to.
 */
async function countPeople(deps: SendingDeps, run: PreparedCampaign, peopleMax: number): Promise<CostEstimate> {
  const { campaign } = run;
  const { workspaceId, audience, topic } = campaign;
  const now = deps.now();
  const audienceCount = await countAudience(deps.db, workspaceId, audience);
  const used = new Set(campaign.ladder.rungs.flatMap((rung) => rung.channels));
  const questions = channelIds
    .filter((channel) => used.has(channel))
    .map((channel) => ({ channel, addressKind: channels[channel].addressKind }));
  const draw =
    audienceCount <= peopleMax
      ? null
      : { seed: `cost ${campaign.id} ${campaign.revision}`, share: peopleMax / audienceCount };
  const slices = assignmentSlices(campaign.arms, campaign.holdoutPercent);
  const moments = momentsOf(run, now);
  const tally = new CostTally();
  let after: string | null = null;
  do {
    const people: SampledPerson[] = await costSample(deps.db, {
      ...{ workspaceId, audience, topic, slices, questions, draw, after, now },
      salt: campaign.assignmentSalt,
      peopleMax: peoplePerSet,
    });
    const asked = people.flatMap(({ armKey, ...person }) => (armKey === null ? [] : [{ ...person, armKey }]));
    const routing = await loadRouting(deps, run, deps.db, asked, now);
    for (const person of people) tally.add(messagesFor(deps, run, routing, person, moments));
    after = people.length < peoplePerSet ? null : (people.at(-1)?.contactId ?? null);
  } while (after !== null);
  return tally.estimate(audienceCount);
}

/** When each step is sent at the earliest: prices of that day count. */
function momentsOf({ campaign: { schedule, ladder } }: PreparedCampaign, now: Date): Date[] {
  const planned = schedule.kind === "at" ? new Date(schedule.at) : now;
  let at = planned > now ? planned : now;
  return ladder.rungs.map(({ waitSeconds }) => {
    const own = at;
    at = new Date(at.getTime() + waitSeconds * 1000);
    return own;
  });
}

/** What each step would send to a person now; steps that cannot reach them are left out. */
function messagesFor(
  deps: SendingDeps,
  run: PreparedCampaign,
  routing: Routing | null,
  sampled: SampledPerson,
  moments: readonly Date[],
): CountedPerson {
  const { armKey, person } = sampled;
  if (armKey === null) return "held_out";
  const facts: Partial<Record<ChannelId, ChannelFacts>> = {};
  const addresses: Partial<Record<ChannelId, string>> = {};
  for (const row of sampled.channels) {
    facts[row.channel] = { ...row, lastInboundAt: row.lastInboundAt === null ? null : new Date(row.lastInboundAt) };
    if (row.address !== null) addresses[row.channel] = row.address;
  }
  const known = new Map<ChannelId, Compiled | null>();
  const compiledFor = (channel: ChannelId): Compiled | null => {
    const before = known.get(channel);
    if (before !== undefined) return before;
    const compiled = compileDelivery(deps, run, {
      ...{ id: sampleId, contactId: sampled.contactId, armKey, channel, person, waitSeconds: null },
      poolCode: () => samplePoolCode,
      address: addresses[channel] ?? "",
      lastInboundAt: sampled.channels.find((row) => row.channel === channel)?.lastInboundAt ?? null,
    });
    known.set(channel, compiled);
    return compiled;
  };
  const facing = {
    ready: new Set(channelIds.filter((channel) => run.campaign.settings.senders[channel] !== undefined)),
    contentRefusal: (channel: ChannelId) => {
      const compiled = compiledFor(channel);
      if (compiled === null) return "missing_value" as const;
      return compiled.findings.some(({ severity }) => severity === "blocker") ? ("blocked_content" as const) : null;
    },
  };
  const { rungs } = run.campaign.ladder;
  return rungs.flatMap((rung, index): PossibleMessage[] => {
    const about = { person: { country: person.country, channels: facts }, campaign: facing, now: deps.now() };
    const later = rungs.slice(index + 1).flatMap((each) => each.channels);
    const { chosen } =
      rung.pick === "best" && routing !== null
        ? chooseBest({ ...about, wished: rung.channels, later, ...routing.about({ ...sampled, armKey }) })
        : chooseChannel(rung.channels, about.person, about.campaign, about.now);
    const compiled = chosen === null ? null : compiledFor(chosen.channel);
    if (chosen === null || compiled === null) return [];
    const { channel } = chosen;
    const { billedAs, billedUnits: units } = compiled;
    const country = destination(channel, addresses[channel] ?? "", person.country);
    const price = run.priceOf({ channel, billedAs, country }, moments[index] ?? deps.now());
    return [{ rung: index, channel, country, billedAs, units, price }];
  });
}

/** As long as a real one, so that links and what they cost are as long too. */
const sampleId = "00000000-0000-8000-8000-000000000000";
