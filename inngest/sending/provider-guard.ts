import {
  loadCircuits,
  type ProviderAnswers,
  recordAnswers,
  returnProbe,
  takeProbe,
} from "@/db/queries/provider-health";
import type { SendingDeps } from "@/inngest/sending/deps";
import { isPassing } from "@/inngest/sending/is-passing";
import { type ChannelId, channelIds } from "@/lib/channels/ids";
import { accountOf } from "@/lib/health/account-of";
import { type AnswerClass, noAnswers } from "@/lib/health/answer-class";
import { isHeld, isProbeDue } from "@/lib/health/circuit";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

/** How long this worker goes by what it read of the circuits, and keeps good news to itself. */
const staleMs = 1_000;

/** What one claim may take. */
export interface Turn {
  deliveriesMax: number;
  /** Null: of every channel. */
  channels: readonly ChannelId[] | null;
  /** The channel whose circuit this one message is to try. */
  probe: ChannelId | null;
}

/** How a provider answered one message; null for a message that was not handed over. */
export interface Answered {
  channel: ChannelId;
  answered: AnswerClass | null;
  answerCode: string | null;
}

/**
 * Stands between a campaign's lanes and the providers: tells each claim which channels it may take, and remembers how
 * their messages were answered. Costs one look and one write a second, however many messages go.
 */
export class ProviderGuard {
  private held: ChannelId[] = [];
  private due: ChannelId[] = [];
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;
  private toldAtMs: number;
  private untold = new Map<string, ProviderAnswers>();
  /** Channels this campaign has nothing to try with. */
  private readonly nothingToTry = new Set<ChannelId>();

  constructor(
    private readonly deps: SendingDeps,
    private readonly workspaceId: string,
    private readonly settings: WorkspaceSettings,
  ) {
    this.toldAtMs = deps.now().getTime();
  }

  /** Channels whose messages must wait. */
  async circuitsOpen(): Promise<ReadonlySet<ChannelId>> {
    await this.look();
    return new Set(this.held);
  }

  /** What the next claim may take: everything, everything but what is held, or one message that tries a channel. */
  async nextTurn(deliveriesMax: number): Promise<Turn> {
    await this.look();
    for (const channel of this.due) {
      if (this.nothingToTry.has(channel)) continue;
      if (await takeProbe(this.deps.db, this.workspaceId, this.keyOf(channel), this.deps.now())) {
        this.forget();
        return { deliveriesMax: 1, channels: [channel], probe: channel };
      }
      this.forget();
      await this.look();
    }
    const closed = [...this.held, ...this.due];
    if (closed.length === 0) return { deliveriesMax, channels: null, probe: null };
    return { deliveriesMax, channels: channelIds.filter((channel) => !closed.includes(channel)), probe: null };
  }

  /** A claim found nothing. True when another turn is worth a try: only the probe had nothing to be tried with. */
  async nothingFound({ probe }: Turn): Promise<boolean> {
    if (probe === null) return false;
    this.nothingToTry.add(probe);
    await this.giveBack(probe);
    return true;
  }

  /**
   * Remembers how messages were answered, and the one that tried a channel. Bad news and the answer to that one are told
   * at once, good news once a second.
   */
  async remember(probe: ChannelId | null, answers: readonly Answered[]): Promise<void> {
    if (probe !== null && answers.every(({ answered }) => answered === null)) await this.giveBack(probe);
    let isUrgent = probe !== null;
    for (const { channel, answered, answerCode } of answers) {
      if (answered === null) continue;
      const isGood = answered === "accepted" || answered === "refused";
      const isProbe = channel === probe;
      // Late answers of other lanes must not be taken for the probe's.
      const key = `${channel} ${isProbe}`;
      const known = this.untold.get(key) ?? this.nothingTold(channel, isProbe);
      known.counts[answered] += 1;
      if (!isGood) known.lastCode = answerCode;
      this.untold.set(key, known);
      isUrgent ||= !isGood;
    }
    if (isUrgent || this.deps.now().getTime() - this.toldAtMs >= staleMs) await this.tell();
  }

  private nothingTold(channel: ChannelId, isProbe: boolean): ProviderAnswers {
    return { ...this.keyOf(channel), counts: { ...noAnswers }, lastCode: null, isProbe };
  }

  /** Writes down what was remembered. While the database is away it is forgotten: it only serves to judge a minute. */
  async tell(): Promise<void> {
    const answers = [...this.untold.values()];
    if (answers.length === 0) return;
    this.untold = new Map();
    this.toldAtMs = this.deps.now().getTime();
    try {
      await recordAnswers(this.deps.db, this.workspaceId, answers, this.deps.now());
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    this.forget();
  }

  private async giveBack(probe: ChannelId): Promise<void> {
    await returnProbe(this.deps.db, this.workspaceId, this.keyOf(probe), this.deps.now());
    this.forget();
  }

  private keyOf(channel: ChannelId) {
    return { account: accountOf(this.settings, channel), channel };
  }

  private forget(): void {
    this.lookedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Lanes that ask at the same moment share one look. */
  private async look(): Promise<void> {
    if (this.deps.now().getTime() - this.lookedAtMs < staleMs) return;
    this.looking ??= this.read().finally(() => {
      this.looking = undefined;
    });
    await this.looking;
  }

  private async read(): Promise<void> {
    const circuits = await loadCircuits(this.deps.db, this.workspaceId);
    const now = this.deps.now();
    const own = circuits.filter(({ account, channel }) => account === accountOf(this.settings, channel));
    this.held = own.filter((circuit) => isHeld(circuit, now)).map(({ channel }) => channel);
    this.due = own.filter((circuit) => isProbeDue(circuit, now)).map(({ channel }) => channel);
    this.lookedAtMs = now.getTime();
  }
}
