import type { ChannelId } from "@/lib/channels/ids";
import type { CampaignFacts, ChannelFacts, PersonFacts } from "@/lib/routing/gates";
import type { ChannelCounts, Counts, RoutingModel } from "@/lib/routing/model";
import { personWeight, segmentRate } from "@/lib/routing/model";
import { seededRandom } from "@/lib/sandbox/seeded-random";

/**
 * An invented world to try routing in: people of four regions and three kinds of devices, five channels (mms stands for
 * mail), habits that depend on the channel, the segment and the person. All of it by chance from a seed.
 */
export const worldChannels = ["rcs", "whatsapp", "sms", "mms", "push"] as const satisfies ChannelId[];
export type WorldChannel = (typeof worldChannels)[number];

const regions = [
  { name: "EU", share: 0.35 },
  { name: "US", share: 0.35 },
  { name: "LATAM", share: 0.15 },
  { name: "APAC", share: 0.15 },
] as const;
const devices = [
  { name: "ios", share: 0.4 },
  { name: "android", share: 0.5 },
  { name: "desktop", share: 0.1 },
] as const;
type Region = (typeof regions)[number]["name"];
type Device = (typeof devices)[number]["name"];

const consentShare: Record<WorldChannel, number> = { rcs: 0.55, whatsapp: 0.5, sms: 0.6, mms: 0.8, push: 0.6 };
const meanRate: Record<WorldChannel, number> = { rcs: 0.06, whatsapp: 0.055, sms: 0.04, mms: 0.022, push: 0.03 };
const whatsappShare: Record<Region, number> = { EU: 0.7, US: 0.35, LATAM: 0.93, APAC: 0.6 };
const richAndroid: Record<Region, number> = { EU: 0.7, US: 0.85, LATAM: 0.75, APAC: 0.6 };
const richIos: Record<Region, number> = { EU: 0.4, US: 0.6, LATAM: 0.3, APAC: 0.2 };
const pushShare: Record<Device, number> = { ios: 0.45, android: 0.65, desktop: 0.1 };
const smsCost: Record<Region, number> = { EU: 0.045, US: 0.008, LATAM: 0.03, APAC: 0.025 };
const whatsappCost: Record<Region, number> = { EU: 0.03, US: 0.018, LATAM: 0.025, APAC: 0.02 };

function reachShare(channel: WorldChannel, region: Region, device: Device): number {
  switch (channel) {
    case "rcs":
      return device === "desktop" ? 0 : device === "ios" ? richIos[region] : richAndroid[region];
    case "whatsapp":
      return device === "desktop" ? 0.2 : whatsappShare[region];
    case "sms":
      return device === "desktop" ? 0.5 : 0.97;
    case "mms":
      return 0.95;
    case "push":
      return pushShare[device];
  }
}

function costOf(channel: WorldChannel, region: Region): number {
  switch (channel) {
    case "rcs":
      return smsCost[region] * 1.2;
    case "whatsapp":
      return whatsappCost[region];
    case "sms":
      return smsCost[region];
    case "mms":
      return 0.0008;
    case "push":
      return 0.0001;
  }
}

export interface WorldPerson {
  id: string;
  segment: string;
  region: Region;
  preferred: ChannelId[];
  /** Channels that may and can reach them. */
  open: WorldChannel[];
  /** The truth that routing has to find out: how probably they engage. */
  rate: Record<WorldChannel, number>;
  counts: Partial<Record<WorldChannel, Counts>>;
  lastEngaged: ChannelId | null;
}

export interface World {
  people: WorldPerson[];
  random: () => number;
}

const logit = (p: number) => Math.log(p / (1 - p));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** `sigma`: how much people of one segment differ from each other. */
export function makeWorld(seed: string, peopleCount: number, sigma: number): World {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const draw = <Item extends { share: number }>(from: readonly Item[]): Item => {
    let left = random();
    for (const item of from) {
      left -= item.share;
      if (left < 0) return item;
    }
    throw new Error("shares add up to less than 1");
  };
  const habits = new Map<string, number>();
  const habit = (key: string) => {
    const known = habits.get(key) ?? normal() * 0.45;
    habits.set(key, known);
    return known;
  };
  const people: WorldPerson[] = [];
  while (people.length < peopleCount) {
    const region = draw(regions).name;
    const device = draw(devices).name;
    const segment = `${region} ${device}`;
    const open = worldChannels.filter(
      (channel) => random() < consentShare[channel] && random() < reachShare(channel, region, device),
    );
    const wish = random() < 0.15 ? open[Math.floor(random() * open.length)] : undefined;
    const isTrue = random() < 0.8;
    const rate = Object.fromEntries(
      worldChannels.map((channel) => {
        const liking = wish === channel && isTrue ? 0.9 : 0;
        return [
          channel,
          logistic(logit(meanRate[channel]) + habit(`${segment} ${channel}`) + normal() * sigma + liking),
        ];
      }),
    ) as Record<WorldChannel, number>;
    if (open.length === 0) continue;
    people.push({
      ...{ id: `person ${people.length}`, segment, region, open, rate, counts: {}, lastEngaged: null },
      preferred: wish === undefined ? [] : [wish],
    });
  }
  const world = { people, random };
  for (const person of people) {
    for (let message = 0; message < 6; message += 1) {
      const channel = person.open[Math.floor(random() * person.open.length)];
      if (channel !== undefined) send(world, person, channel);
    }
  }
  return world;
}

/** Sends one message: the person engages or not, and the world remembers. Answers whether they did. */
export function send({ random }: World, person: WorldPerson, channel: WorldChannel): boolean {
  const isEngaged = random() < person.rate[channel];
  const before = person.counts[channel] ?? { attempted: 0, delivered: 0, engaged: 0 };
  person.counts[channel] = {
    attempted: before.attempted + 1,
    delivered: before.delivered + 1,
    engaged: before.engaged + (isEngaged ? 1 : 0),
  };
  if (isEngaged) person.lastEngaged = channel;
  return isEngaged;
}

/** What a night's count makes of the past. */
export function learn({ people }: World): RoutingModel {
  const workspace: ChannelCounts = {};
  const segments: Record<string, ChannelCounts> = {};
  const add = (to: ChannelCounts, channel: WorldChannel, counts: Counts) => {
    const before = to[channel] ?? { attempted: 0, delivered: 0, engaged: 0 };
    to[channel] = {
      attempted: before.attempted + counts.attempted,
      delivered: before.delivered + counts.delivered,
      engaged: before.engaged + counts.engaged,
    };
  };
  const cells = people.flatMap((person) =>
    worldChannels.flatMap((channel) => {
      const counts = person.counts[channel];
      return counts === undefined ? [] : [{ segment: person.segment, channel, counts }];
    }),
  );
  for (const { segment, channel, counts } of cells) {
    add(workspace, channel, counts);
    const ofSegment = segments[segment] ?? {};
    segments[segment] = ofSegment;
    add(ofSegment, channel, counts);
  }
  const moments = { scatter: 0, possible: 0 };
  for (const { segment, channel, counts } of cells) {
    const all = workspace[channel];
    const ofSegment = segments[segment]?.[channel];
    if (counts.delivered < 3 || all === undefined || ofSegment === undefined) continue;
    const mu = segmentRate(all, ofSegment);
    const { delivered: n, engaged: s } = counts;
    moments.scatter += (s - n * mu) ** 2 - n * mu * (1 - mu);
    moments.possible += n * (n - 1) * mu * (1 - mu);
  }
  return { personWeight: personWeight(moments), workspace, segments, minutes: {} };
}

/** Millionths of the currency. */
export function costMicros(person: WorldPerson, channel: WorldChannel): number {
  return Math.round(costOf(channel, person.region) * 1_000_000);
}

/** What a message is worth in truth, where an engagement is worth 1. */
export function trueValue(person: WorldPerson, channel: WorldChannel): number {
  return person.rate[channel] - costMicros(person, channel) / 1_000_000;
}

/** Opens exactly the person's channels. */
export function factsOf(person: WorldPerson): PersonFacts {
  const facts: Partial<Record<ChannelId, ChannelFacts>> = {};
  for (const channel of worldChannels) {
    const isOpen = person.open.includes(channel);
    facts[channel] = {
      consentRefusal: isOpen ? null : "no_consent",
      ...{ addressId: `${person.id} ${channel}`, reachable: null, lastInboundAt: null },
    };
  }
  return { country: null, channels: facts };
}

export const openCampaign: CampaignFacts = { ready: new Set(worldChannels), contentRefusal: () => null };
