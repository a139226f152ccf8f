import { describe, expect, it } from "vitest";
import { type BestQuestion, chooseBest } from "@/lib/routing/choose-best";
import { type Choice, chooseChannel } from "@/lib/routing/choose-channel";
import { chooseAgain, explainDecision } from "@/lib/routing/explain-decision";
import type { ChannelFacts } from "@/lib/routing/gates";
import { emptyModel } from "@/lib/routing/model";
import { routingPolicy } from "@/lib/routing/policy";
import {
  costMicros,
  factsOf,
  learn,
  makeWorld,
  openCampaign,
  send,
  trueValue,
  type World,
  type WorldChannel,
  type WorldPerson,
  worldChannels,
} from "@/lib/routing/simulated-world.fixtures";
import { seededRandom } from "@/lib/sandbox/seeded-random";

const now = new Date("2026-03-01T12:00:00Z");
const campaigns = 24;
const peoplePerBatch = 250;
const patienceMs = 600_000;

type Policy = (world: World, campaign: number) => (person: WorldPerson, index: number) => WorldChannel;

const inStaticOrder = (person: WorldPerson) => worldChannels.find((channel) => person.open.includes(channel)) ?? "mms";
const staticOrder: Policy = () => inStaticOrder;
const mostRecent: Policy = () => (person) =>
  person.open.find((channel) => channel === person.lastEngaged) ?? inStaticOrder(person);

interface Log {
  person: WorldPerson;
  choice: Choice;
}

/** The real rule, as sending asks it: what was learned so far, one draw of the rates per batch. */
function router(seed: string, log: (entry: Log) => void = () => undefined): Policy {
  return (world, campaign) => {
    const policy = routingPolicy(learn(world), `${seed} ${campaign}`);
    let batch = policy.batch("");
    return (person, index) => {
      if (index % peoplePerBatch === 0) batch = policy.batch(`${seed} ${campaign} ${index}`);
      const choice = chooseBest(questionAbout(person, batch));
      log({ person, choice });
      return (choice.chosen?.channel ?? "mms") as WorldChannel;
    };
  };
}

function questionAbout(person: WorldPerson, batch: BestQuestion["batch"]): BestQuestion {
  const { id: contactId, segment, preferred, counts, lastEngaged } = person;
  return {
    ...{ wished: worldChannels, later: [], person: factsOf(person), campaign: openCampaign, batch, now },
    habits: { contactId, segment, preferred, counts: { ...counts }, lastEngaged },
    values: {
      ...{ valueMicros: 1_000_000, currency: "EUR", isTimeCritical: false, explorePercent: 2 },
      costMicros: (channel) => costMicros(person, channel as WorldChannel),
    },
  };
}

/** Mean loss per message against somebody who knows every person's true rates. */
function regretOf(world: World, policy: Policy): number {
  let regret = 0;
  for (let campaign = 0; campaign < campaigns; campaign += 1) {
    const choose = policy(world, campaign);
    world.people.forEach((person, index) => {
      const channel = choose(person, index);
      const best = Math.max(...person.open.map((each) => trueValue(person, each)));
      regret += best - trueValue(person, channel);
      send(world, person, channel);
    });
  }
  return regret / (campaigns * world.people.length);
}

describe("routing in an invented world, against somebody who knows everybody's true habits", () => {
  it.each(["1", "2", "3", "4", "5"])(
    "loses far less than a fixed order and than repeating what worked last: seed %s",
    (seed) => {
      const lost = (sigma: number, policy: Policy) => regretOf(makeWorld(seed, 2500, sigma), policy);
      const best = lost(0.8, router(seed));
      expect(best).toBeLessThanOrEqual(0.65 * lost(0.8, staticOrder));
      expect(best).toBeLessThanOrEqual(0.75 * lost(0.8, mostRecent));
      // Where the channel alone decides, and nothing about the person.
      expect(lost(0, router(seed))).toBeLessThanOrEqual(0.35 * lost(0, staticOrder));
    },
    patienceMs,
  );
});

describe("the record of a choice", () => {
  it(
    "leads to the same choice again, reads as a sentence, and is the same for the same seed",
    () => {
      const run = () => {
        const world = makeWorld("records", 300, 0.8);
        const logs: Log[] = [];
        regretOf(
          world,
          router("records", (entry) => logs.push(entry)),
        );
        return logs;
      };
      const logs = run();
      const rules = new Set<string>();
      for (const { person, choice } of logs) {
        rules.add(choice.rule);
        const { chosen, rule, gates, record } = JSON.parse(JSON.stringify(choice)) as Choice;
        const sentence = explainDecision({ rung: 0, chosen: chosen?.channel ?? null, rule, gates, record });
        expect(sentence).toMatch(/^Step 1 by .*\.$/);
        if (record === null) continue;
        expect(chooseAgain({ gates, record }, person.id)).toBe(chosen?.channel);
      }
      expect(rules).toEqual(new Set(["only_option", "preference", "score", "explore"]));
      expect(run().map(({ choice }) => choice)).toEqual(logs.map(({ choice }) => choice));
    },
    patienceMs,
  );

  it(
    "says how probable the choice was: honest enough to tell what another rule would have been worth",
    () => {
      const seen = { logs: 0, inverse: 0, channels: 0 };
      const gains: number[] = [];
      let truth = 0;
      const world = makeWorld("propensity", 1500, 0.8);
      const log = ({ person, choice: { chosen, record } }: Log) => {
        if (record?.propensity === undefined || chosen === null) return;
        seen.logs += 1;
        seen.inverse += 1 / record.propensity;
        seen.channels += record.candidates.length;
        const fixed = inStaticOrder(person);
        truth += trueValue(person, fixed);
        gains.push(chosen.channel === fixed ? trueValue(person, fixed) / record.propensity : 0);
      };
      regretOf(world, router("propensity", log));
      expect(seen.logs).toBeGreaterThan(10_000);
      expect(Math.abs(seen.inverse / seen.channels - 1)).toBeLessThan(0.02);
      const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
      const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
      expect(Math.abs(mean - truth / seen.logs)).toBeLessThan(2 * Math.sqrt(variance / gains.length));
    },
    patienceMs,
  );
});

it(
  "no gate is ever traded for a score: a million decisions while facts flip",
  () => {
    const random = seededRandom("a million");
    const isSo = (share: number) => random() < share;
    const batch = routingPolicy(emptyModel, "a million").batch("a million");
    const later = new Date(now.getTime() + 3_600_000);
    let violations = 0;
    const chosenBy = new Map<string, number>();
    // Worn by a person for a while, each with a few facts flipped before the next decision about them.
    const facts = worldChannels.map(
      (): ChannelFacts => ({ ...{ consentRefusal: null, addressId: "a", reachable: null }, lastInboundAt: null }),
    );
    const ready = new Set<string>(worldChannels);
    const circuitsOpen = new Set<string>();
    const unfit = new Set<string>();
    const broke = new Set<string>();
    const turn = (set: Set<string>, channel: string, isOn: boolean) => (isOn ? set.add(channel) : set.delete(channel));
    for (let decision = 0; decision < 1_000_000; decision += 1) {
      const index = Math.floor(random() * worldChannels.length);
      const channel = worldChannels[index] ?? "sms";
      const fact = facts[index] as ChannelFacts;
      fact.consentRefusal = isSo(0.15) ? "opted_out" : null;
      fact.addressId = isSo(0.1) ? null : "a";
      fact.reachable = isSo(0.15) ? false : null;
      fact.cappedUntil = isSo(0.1) ? later : null;
      fact.lastInboundAt = isSo(0.1) ? now : null;
      turn(ready, channel, isSo(0.9));
      for (const set of [circuitsOpen, unfit, broke]) turn(set, channel, isSo(0.1));
      const quietUntil = isSo(0.02) ? later : null;
      const person = {
        ...{ country: isSo(0.5) ? "US" : "DE", quietUntil },
        channels: Object.fromEntries(worldChannels.map((each, place) => [each, facts[place]])),
      };
      const campaign = {
        ...{ ready: ready as BestQuestion["campaign"]["ready"], expiresAt: null },
        circuitsOpen: circuitsOpen as BestQuestion["campaign"]["ready"],
        contentRefusal: (each: string) => (unfit.has(each) ? ("blocked_content" as const) : null),
        budgetRefusal: (each: string) => (broke.has(each) ? ("over_budget" as const) : null),
      };
      const preferred = isSo(0.2) ? [channel] : [];
      const { chosen, rule } =
        decision % 2 === 0
          ? chooseChannel(worldChannels, person, campaign, now)
          : chooseBest({
              ...{ wished: worldChannels, later: ["push"], person, campaign, batch, now },
              habits: { contactId: String(decision), segment: "europe", preferred, counts: {}, lastEngaged: null },
              values: {
                ...{ valueMicros: 1_000_000, currency: "EUR", isTimeCritical: true, explorePercent: 5 },
                costMicros: () => null,
              },
            });
      chosenBy.set(rule, (chosenBy.get(rule) ?? 0) + 1);
      if (chosen === null) continue;
      const used = facts[worldChannels.indexOf(chosen.channel as WorldChannel)];
      const isAllowed =
        used?.consentRefusal === null &&
        used.addressId === chosen.addressId &&
        used.reachable !== false &&
        used.cappedUntil == null &&
        quietUntil === null &&
        ready.has(chosen.channel) &&
        !circuitsOpen.has(chosen.channel) &&
        !unfit.has(chosen.channel) &&
        !broke.has(chosen.channel) &&
        !(chosen.channel === "mms" && person.country === "DE");
      if (!isAllowed) violations += 1;
    }
    expect(violations).toBe(0);
    // The world was neither closed nor wide open: every rule had its say.
    for (const rule of [
      "first_possible",
      "only_option",
      "preference",
      "conversation",
      "score",
      "explore",
      "deferred",
    ]) {
      expect(chosenBy.get(rule) ?? 0).toBeGreaterThan(1000);
    }
  },
  patienceMs,
);
