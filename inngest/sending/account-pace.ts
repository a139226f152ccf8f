import { changeBucket } from "@/db/queries/account-rates";
import type { SendingDeps } from "@/inngest/sending/deps";
import { isPassing } from "@/inngest/sending/is-passing";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { holdBucket, type Rate, returnTokens, takeTokens } from "@/lib/sending/token-bucket";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** Longer than a claim has to begin to leave in, nobody sleeps at once: a campaign may be stopped meanwhile. */
const sleepMsMax = 1_000;

/**
 * Keeps a campaign's lanes to what the provider allows the account, together with all other campaigns and workers. A lane
 * that is too fast waits; nothing fails.
 */
export class AccountPace {
  private readonly account: string | null;
  private readonly rate: Rate;

  constructor(
    private readonly deps: SendingDeps,
    settings: Pick<WorkspaceSettings, "carrier">,
    /** The channels the campaign may use: none of the account's, no limit. */
    used: readonly ChannelId[],
  ) {
    const perSecond = deps.limits.accountPerSecond?.(settings.carrier) ?? null;
    const usesAccount = used.some((channel) => channels[channel].provider === "vonage");
    this.account = perSecond === null || !usesAccount ? null : settings.carrier;
    this.rate = { perSecond: perSecond ?? Number.POSITIVE_INFINITY };
  }

  /** How many of so many may leave now; waits for a moment when none may, and answers 0 when that was not enough. */
  async take(wanted: number): Promise<number> {
    const { account, rate, deps } = this;
    if (account === null) return wanted;
    const now = deps.now();
    const { granted, waitMs } = await changeBucket(deps.db, account, rate, now, (bucket) =>
      takeTokens(bucket, rate, wanted, now),
    );
    if (granted === 0) await deps.pause?.(Math.min(waitMs, sleepMsMax));
    return granted;
  }

  /**
   * Gives back what was not needed. While the database is away it is not: the bucket fills by itself, and a set that is
   * claimed must not be kept from leaving by this.
   */
  async giveBack(unused: number): Promise<void> {
    const { account, rate, deps } = this;
    if (account === null || unused <= 0) return;
    try {
      await changeBucket(deps.db, account, rate, deps.now(), (bucket) => ({
        bucket: returnTokens(bucket, rate, unused),
      }));
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }

  /** The provider asked for a pause: everybody who uses the account keeps it. */
  async hold(seconds: number): Promise<void> {
    const { account, rate, deps } = this;
    if (account === null) return;
    const now = deps.now();
    const until = new Date(now.getTime() + seconds * 1000);
    await changeBucket(deps.db, account, rate, now, (bucket) => ({ bucket: holdBucket(bucket, until) }));
  }
}
