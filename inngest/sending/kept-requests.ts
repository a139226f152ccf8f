import type { ArmKey } from "@/lib/campaign/schema";
import type { Compiled } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";

/** One person's message, ready to be handed over. */
export interface MadeRequest {
  compiled: Compiled;
  address: string;
  addressDetail: Record<string, string>;
  /** Where it is billed. */
  country: string | null;
}

interface Kept {
  request: MadeRequest;
  channel: ChannelId;
  armKey: ArmKey;
  madeAtMs: number;
}

/** A person's name or wishes may be changed meanwhile, and a conversation window close. */
const keptMsMax = 30_000;

/**
 * Whether a message can go is only known once it is compiled. So what was compiled to decide is kept in this process until
 * its delivery is claimed, rather than compiled again. Whoever claims a delivery that was decided elsewhere or long ago
 * compiles it anew; whether the person still agrees, the claim itself asks in either case.
 */
export class KeptRequests {
  private readonly kept = new Map<string, Kept>();
  /** Deliveries that nobody else knows yet: the transaction that makes them is under way. */
  private made: string[] = [];
  private claimable: string[] = [];

  keep(delivery: { id: string; channel: ChannelId; armKey: ArmKey }, request: MadeRequest, now: Date): void {
    const { id, channel, armKey } = delivery;
    this.kept.set(id, { request, channel, armKey, madeAtMs: now.getTime() });
    this.made.push(id);
  }

  /** The deliveries of what was kept so far are there for everybody: they can be claimed. */
  committed(): void {
    this.claimable = this.claimable.concat(this.made);
    this.made = [];
  }

  /** The next deliveries worth claiming by their ids: oldest first, each named once. Null channels: any. */
  next(max: number, channels: readonly ChannelId[] | null): string[] {
    const ids: string[] = [];
    const rest: string[] = [];
    for (const [place, id] of this.claimable.entries()) {
      if (ids.length === max) {
        this.claimable = rest.concat(this.claimable.slice(place));
        return ids;
      }
      const kept = this.kept.get(id);
      if (kept === undefined) continue;
      if (channels === null || channels.includes(kept.channel)) ids.push(id);
      else rest.push(id);
    }
    this.claimable = rest;
    return ids;
  }

  /** Hands out a request once; null when there is none, or none that is still good. */
  take(delivery: { id: string; channel: ChannelId; armKey: ArmKey; attempts: number }, now: Date): MadeRequest | null {
    const { id, channel, armKey, attempts } = delivery;
    const kept = this.kept.get(id);
    if (kept === undefined) return null;
    this.kept.delete(id);
    const isGood = attempts === 1 && now.getTime() - kept.madeAtMs <= keptMsMax;
    // A decision that was rolled back may have been made differently by another worker.
    return isGood && kept.channel === channel && kept.armKey === armKey ? kept.request : null;
  }
}
