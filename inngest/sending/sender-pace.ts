import { changeAllowance, countWaiting, putOff, readAllowance } from "@/db/queries/account-rates";
import type { ClaimedDelivery } from "@/db/queries/deliveries";
import { keepWorking } from "@/db/queries/sending";
import type { PreparedCampaign, SendingCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import { isPassing } from "@/inngest/sending/is-passing";
import type { Turn } from "@/inngest/sending/provider-guard";
import type { MadeRequest } from "@/inngest/sending/requests-of-set";
import type { SenderLimitRule } from "@/lib/channels/contract";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { returnUnits, spendUnits, takeUnits, usedUpUntil } from "@/lib/sending/sender-allowance";
import { senderLimitsOf } from "@/lib/sending/sender-limits-of";
import type { SenderLimit } from "@/lib/workspace/schema";

/** Longer than that, nobody sleeps at once: a campaign may be stopped meanwhile. */
const sleepMsMax = 1_000;

/** How long a channel on which nothing waited is not asked for again, unless somebody knows better. */
const emptyMs = 1_000;

/** Decided about and still waiting for a limited sender: at least so many, or as many as leave in so many seconds. */
const backlogMin = 500;
const backlogSeconds = 20;

/** One sender that carriers hold to a limit, as this worker knows it. */
interface LimitedSender {
  channel: ChannelId;
  rule: SenderLimitRule;
  limit: SenderLimit;
  /** Names its row: carriers count by number, whichever workspace sends. */
  key: string;
  /** The longest message of this round: fewer units than that are not worth a claim. */
  longest: number;
  /** Nothing may leave before. */
  closedUntilMs: number;
  /** Nothing waits, as far as is known, before. */
  emptyUntilMs: number;
  usedUpUntil: Date | null;
  backlog: number;
}

/** What one claim may take of limited senders. */
export interface Share {
  turn: Turn;
  taken: { sender: LimitedSender; units: number } | null;
  /** What was new by then. */
  news: number;
  /** How long until a sender that was left out may go on; null when none is worth waiting for. */
  waitMs: number | null;
}

/**
 * Keeps a campaign's lanes to what the carriers let its senders send (10DLC: segments a second and a day), together with
 * all other campaigns and workers. Units are taken before a claim, one message's at least, and what a set did not need is
 * given back; whatever did not fit goes back unsent. Costs two short statements for each claim, and no campaign that uses
 * no such sender has one of these.
 */
export class SenderPace {
  /** Counts how often there was something new to claim: what a look before that did not find says nothing. */
  private news = 0;

  private constructor(
    private readonly deps: SendingDeps,
    private readonly campaign: Pick<SendingCampaign, "id" | "workspaceId">,
    private readonly senders: LimitedSender[],
    /** When this round is over, and whoever waits goes round again. */
    private readonly roundEnds: Date,
  ) {}

  /** Null when no sender of the campaign is held to a limit. */
  static async begin(deps: SendingDeps, campaign: SendingCampaign, roundEnds: Date): Promise<SenderPace | null> {
    const senders = limitedSenders(campaign);
    if (senders.length === 0) return null;
    const pace = new SenderPace(deps, campaign, senders, roundEnds);
    for (const sender of senders) await pace.look(sender);
    // Where one message leaves in seconds, mostly none is under way, and the sweep would call one worker after the other.
    if (deps.pause !== undefined) {
      await keepWorking(deps.db, campaign, new Date(roundEnds.getTime() + 2 * sleepMsMax));
    }
    return pace;
  }

  /** Whether further people may be decided about in this round, of whom so many were: else their messages pile up. */
  mayDecide(decided: number): boolean {
    return this.senders.every((each) => each.usedUpUntil !== null || each.backlog + decided < backlogMax(each.limit));
  }

  /** What deciding about people needs to know. */
  get gate(): Pick<PreparedCampaign, "senderOpensAt"> {
    return { senderOpensAt: (channel, address) => this.opensAt(channel, address) };
  }

  /** When a message to an address may leave at the earliest, for the day's units are used up; null for now. */
  private opensAt(channel: ChannelId, address: string | null): Date | null {
    const sender = this.senders.find((each) => each.channel === channel);
    if (sender === undefined || address === null || !sender.rule.counts(address)) return null;
    return sender.usedUpUntil;
  }

  /** Narrows a turn to what may leave: to one limited channel and as many messages as fit, or to all the others. */
  async share(turn: Turn): Promise<Share> {
    const { news } = this;
    const open = turn.channels ?? channelIds;
    const closed: ChannelId[] = [];
    let waitMs: number | null = null;
    for (const sender of this.senders) {
      const { channel } = sender;
      if (!open.includes(channel)) continue;
      const at = this.deps.now();
      if (sender.emptyUntilMs <= at.getTime() && sender.closedUntilMs <= at.getTime()) {
        const units = await this.take(sender, turn.deliveriesMax, at);
        if (units > 0) {
          const fits = Math.max(1, Math.floor(units / sender.longest));
          const narrowed = { ...turn, channels: [channel], deliveriesMax: Math.min(turn.deliveriesMax, fits) };
          return { turn: narrowed, taken: { sender, units }, waitMs: null, news };
        }
      }
      closed.push(channel);
      // A day is not waited for here.
      if (sender.usedUpUntil !== null || sender.emptyUntilMs > at.getTime()) continue;
      waitMs = Math.min(waitMs ?? Number.POSITIVE_INFINITY, Math.max(1, sender.closedUntilMs - at.getTime()));
    }
    if (closed.length === 0) return { turn, taken: null, waitMs, news };
    const channels = open.filter((channel) => !closed.includes(channel));
    return { turn: { ...turn, channels }, taken: null, waitMs, news };
  }

  /** A claim found nothing. True when another one is worth a try at once: only the limited channel had nothing. */
  async nothingFound({ taken, news }: Share): Promise<boolean> {
    if (taken === null) return false;
    if (news === this.news) taken.sender.emptyUntilMs = this.deps.now().getTime() + emptyMs;
    const { sender, units } = taken;
    const { key, limit } = sender;
    sender.closedUntilMs = 0;
    await changeAllowance(this.deps.db, key, limit, this.deps.now(), (allowance) => ({
      bucket: returnUnits(allowance, limit, units),
    }));
    return true;
  }

  /** There may be something to claim again. */
  lookAgain(): void {
    this.news += 1;
    for (const sender of this.senders) sender.emptyUntilMs = 0;
  }

  /** Waits for a sender that may soon go on; false when there is none, or the round is over. */
  async waited({ waitMs, news }: Share): Promise<boolean> {
    const { pause, now } = this.deps;
    if (news !== this.news) return true;
    if (waitMs === null || pause === undefined || now() >= this.roundEnds) return false;
    await pause(Math.min(waitMs, sleepMsMax));
    return true;
  }

  /** Whether messages wait for nothing but a sender that goes on today: a round that sent none is not the last one then. */
  opensLater(): boolean {
    const nowMs = this.deps.now().getTime();
    return (
      this.deps.pause !== undefined &&
      this.senders.some((each) => each.backlog > 0 && each.usedUpUntil === null && each.closedUntilMs > nowMs)
    );
  }

  /**
   * Spends what was taken on a claimed set, message by message. Answers which messages have to wait after all: all of
   * them while the database is away and nobody can say what was spent.
   */
  async spend(
    { taken }: Share,
    claimed: readonly ClaimedDelivery[],
    requests: ReadonlyMap<string, MadeRequest>,
  ): Promise<Set<string>> {
    if (taken === null) return new Set();
    const { sender, units } = taken;
    const { key, limit, rule } = sender;
    const lengths = claimed.map(({ id }) => {
      const request = requests.get(id);
      return request === undefined || !rule.counts(request.address) ? 0 : request.compiled.billedUnits;
    });
    const at = this.deps.now();
    const spent = await changeAllowance(this.deps.db, key, limit, at, (allowance) =>
      spendUnits(allowance, limit, units, lengths, at),
    ).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      return null;
    });
    if (spent === null) return new Set(claimed.map(({ id }) => id));
    const { leaves, usedUpUntil: closedUntil } = spent;
    sender.longest = Math.max(sender.longest, ...lengths);
    sender.usedUpUntil = closedUntil;
    sender.closedUntilMs = closedUntil?.getTime() ?? 0;
    return new Set(claimed.flatMap(({ id }, place) => (leaves[place] === true ? [] : [id])));
  }

  private async take(sender: LimitedSender, messages: number, at: Date): Promise<number> {
    const { key, limit, longest } = sender;
    const wanted = messages * longest;
    const taken = await changeAllowance(this.deps.db, key, limit, at, (allowance) =>
      takeUnits(allowance, limit, wanted, longest, at),
    );
    sender.usedUpUntil = taken.usedUpUntil;
    if (taken.granted === 0) sender.closedUntilMs = taken.usedUpUntil?.getTime() ?? at.getTime() + taken.waitMs;
    return taken.granted;
  }

  /** How things stand at the beginning of a round. On a day that is used up, what waits is put off to the next. */
  private async look(sender: LimitedSender): Promise<void> {
    const { channel, key, limit } = sender;
    const { db } = this.deps;
    const now = this.deps.now();
    const messages = { workspaceId: this.campaign.workspaceId, campaignId: this.campaign.id, channel };
    sender.usedUpUntil = usedUpUntil(await readAllowance(db, key, limit, now), limit, now);
    if (sender.usedUpUntil !== null) {
      sender.closedUntilMs = sender.usedUpUntil.getTime();
      return putOff(db, messages, sender.usedUpUntil, now);
    }
    sender.backlog = await countWaiting(db, messages, backlogMax(limit), now);
  }
}

/** A limit by the day alone lets everything of the day go at once. */
function backlogMax({ unitsPerSecond, unitsPerDay }: SenderLimit): number {
  return Math.max(backlogMin, unitsPerSecond === null ? (unitsPerDay ?? 0) : backlogSeconds * unitsPerSecond);
}

function limitedSenders({ workspaceId, settings, ladder }: SendingCampaign): LimitedSender[] {
  const used = new Set(ladder.rungs.flatMap((rung) => rung.channels));
  const limits = senderLimitsOf(settings);
  return [...used].flatMap((channel): LimitedSender[] => {
    const rule = channels[channel].senderLimit;
    const sender = settings.senders[channel];
    const limit = limits[channel];
    if (rule === null || sender === undefined || limit === undefined) return [];
    // Each workspace's sandbox has numbers of its own, which look alike.
    const account = settings.carrier === "sandbox" ? `sandbox ${workspaceId}` : settings.carrier;
    const key = `${account} ${channel} ${sender.from}`;
    const state = { longest: 1, closedUntilMs: 0, emptyUntilMs: 0, usedUpUntil: null, backlog: 0 };
    return [{ channel, rule, limit, key, ...state }];
  });
}
