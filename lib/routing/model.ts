import type { ChannelId } from "@/lib/channels/ids";

/** Messages of the past; older ones count less, by half every 90 days. */
export interface Counts {
  /** Handed to a provider, or refused by it. */
  attempted: number;
  delivered: number;
  /** Clicked, tapped or answered by a human. */
  engaged: number;
}

export const noCounts: Counts = { attempted: 0, delivered: 0, engaged: 0 };

export type ChannelCounts = Partial<Record<ChannelId, Counts>>;

/** What a workspace has learned from its messages. */
export interface RoutingModel {
  /**
   * How many messages the habits of a segment weigh as much as: small where people differ much from each other,
   * large where the channel alone decides. Estimated by `personWeight`.
   */
  personWeight: number;
  workspace: ChannelCounts;
  /** By segment; see `segment.ts`. */
  segments: Readonly<Record<string, ChannelCounts>>;
  /** Mean minutes from hand-over to delivery. */
  minutes: Partial<Record<ChannelId, number>>;
}

/** Nothing learned yet: what is stated below, for everybody. */
export const emptyModel: RoutingModel = { personWeight: 15, workspace: {}, segments: {}, minutes: {} };

/** As many messages does the workspace weigh within a segment. */
export const segmentWeight = 200;
/** As many messages does the segment weigh within a person, for delivery. */
const reachWeight = 20;

/** Engaged of delivered in the whole workspace; 4 % while nothing is known. */
export function workspaceRate({ delivered, engaged }: Counts): number {
  return (engaged + 2) / (delivered + 50);
}

/** A rate among people of one segment, drawn towards the workspace's as long as little is known. */
export function segmentRate(workspace: Counts, segment: Counts): number {
  return (segmentWeight * workspaceRate(workspace) + segment.engaged) / (segmentWeight + segment.delivered);
}

/** One person's rate, drawn towards `segmentRate` as long as little is known of them. */
export function personRate(personWeight: number, ofSegment: number, person: Omit<Counts, "attempted">): number {
  return (personWeight * ofSegment + person.engaged) / (personWeight + person.delivered);
}

/** How probably a message reaches the person; 90 % while nothing is known. */
export function reachOf(workspace: Counts, segment: Counts, person: Counts): number {
  const ofWorkspace = (workspace.delivered + 0.9 * reachWeight) / (workspace.attempted + reachWeight);
  const ofSegment = (segmentWeight * ofWorkspace + segment.delivered) / (segmentWeight + segment.attempted);
  return (reachWeight * ofSegment + person.delivered) / (reachWeight + person.attempted);
}

/**
 * The weight of a segment against a person, from how much more people's counts scatter than chance alone would make them
 * (method of moments over cells of a person and a channel with three messages or more).
 * `scatter` is the sum of (s - n mu)^2 - n mu (1 - mu), `possible` the sum of n (n - 1) mu (1 - mu).
 */
export function personWeight({ scatter, possible }: { scatter: number; possible: number }): number {
  if (possible <= 0) return emptyModel.personWeight;
  const rho = Math.min(0.2, Math.max(0.002, scatter / possible));
  return 1 / rho - 1;
}
