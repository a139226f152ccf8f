import type { ChannelId } from "@/lib/channels/ids";
import { betaDraw } from "@/lib/routing/beta-draw";
import {
  type Counts,
  noCounts,
  type RoutingModel,
  reachOf,
  segmentRate,
  segmentWeight,
  workspaceRate,
} from "@/lib/routing/model";
import { seededRandom } from "@/lib/sandbox/seeded-random";

/** Raised when the rule changes, so that old records are read by the rule they were made by. */
export const policyVersion = 1;

/** How often the segment's rates are drawn anew to tell how probable a choice was. */
export const redraws = 200;

/** A model with what is the same for many people worked out once. */
export interface RoutingPolicy {
  model: RoutingModel;
  /** The expected rate of a segment. */
  rate(segment: string, channel: ChannelId): number;
  /** What the rate of a segment may well be, `redraws` times. */
  redrawn(segment: string, channel: ChannelId): Float64Array;
  reach(segment: string, channel: ChannelId, person: Counts): number;
  /** Rates for one batch of people: drawn once and shared by them, so that what is little known gets its chance. */
  batch(seed: string): RoutingBatch;
}

export interface RoutingBatch {
  seed: string;
  policy: RoutingPolicy;
  drawn(segment: string, channel: ChannelId): number;
}

/** The rule of a workspace. `redrawSeed` is the chance in how probable choices are said to be. */
export function routingPolicy(model: RoutingModel, redrawSeed: string): RoutingPolicy {
  const draws = new Map<string, Map<ChannelId, Float64Array>>();
  const rates = new Map<string, Map<ChannelId, number>>();
  const counts = (segment: string, channel: ChannelId) => ({
    workspace: model.workspace[channel] ?? noCounts,
    segment: model.segments[segment]?.[channel] ?? noCounts,
  });
  const draw = (segment: string, channel: ChannelId, random: () => number) => {
    const about = counts(segment, channel);
    const rate = workspaceRate(about.workspace);
    const { engaged, delivered } = about.segment;
    return betaDraw(
      segmentWeight * rate + engaged,
      segmentWeight * (1 - rate) + Math.max(0, delivered - engaged),
      random,
    );
  };
  const policy: RoutingPolicy = {
    model,
    rate: (segment, channel) =>
      remembered(rates, segment, channel, () => {
        const about = counts(segment, channel);
        return segmentRate(about.workspace, about.segment);
      }),
    redrawn: (segment, channel) =>
      remembered(draws, segment, channel, () => {
        const random = seededRandom(`${redrawSeed} ${segment} ${channel}`);
        return Float64Array.from({ length: redraws }, () => draw(segment, channel, random));
      }),
    reach: (segment, channel, person) => {
      const about = counts(segment, channel);
      return reachOf(about.workspace, about.segment, person);
    },
    batch: (seed) => {
      const known = new Map<string, Map<ChannelId, number>>();
      // Each by a stream of its own: a draw depends on no order in which people are asked about.
      const drawn = (segment: string, channel: ChannelId) =>
        remembered(known, segment, channel, () =>
          draw(segment, channel, seededRandom(`${seed} ${segment} ${channel}`)),
        );
      return { seed, policy, drawn };
    },
  };
  return policy;
}

function remembered<Value>(
  known: Map<string, Map<ChannelId, Value>>,
  segment: string,
  channel: ChannelId,
  find: () => Value,
): Value {
  const ofSegment = known.get(segment) ?? new Map<ChannelId, Value>();
  if (ofSegment.size === 0) known.set(segment, ofSegment);
  const before = ofSegment.get(channel);
  if (before !== undefined) return before;
  const value = find();
  ofSegment.set(channel, value);
  return value;
}
