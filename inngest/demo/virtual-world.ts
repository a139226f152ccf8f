import { createHash } from "node:crypto";
import { loadCampaign } from "@/db/queries/campaigns";
import { isCampaignRunning, nextDueMoment, refreshStatistics } from "@/db/queries/demo";
import { recordEngagements } from "@/db/queries/engagement";
import { markLaunching } from "@/db/queries/launch";
import { loadLinkedDelivery } from "@/db/queries/links";
import { type NewReceipt, storeReceipts } from "@/db/queries/receipts";
import { applyReceipts } from "@/inngest/receiving/apply-receipts";
import { type CarrierNews, InProcessCarrier, type SimulatedPerson } from "@/inngest/sandbox/in-process-carrier";
import type { SendingDeps } from "@/inngest/sending/deps";
import { launchCampaign } from "@/inngest/sending/launch-campaign";
import { revokeOvertaken } from "@/inngest/sending/revoke-overtaken";
import { sendDeliveries } from "@/inngest/sending/send-deliveries";
import { sweepLadder } from "@/inngest/sending/sweep-ladder";
import { linksOf } from "@/lib/channels/links-of";
import { decodeLinkCode } from "@/lib/links/link-code";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
/** What a provider takes. */
const msPerMessage = 20;
const receiptsPerStatement = 2000;

/** The parts of the world that stay as they are. */
export type WorldDeps = Pick<SendingDeps, "db" | "publicUrl" | "mac">;

/**
 * A small world with a clock of its own: the code that really sends, receives and climbs ladders, and people who
 * react to it. The clock jumps from one thing that happens to the next.
 */
export class VirtualWorld {
  private clock: Date;
  private news: CarrierNews[] = [];
  private handedOver = 0;
  private readonly deps: SendingDeps;
  private readonly carrier: InProcessCarrier;

  constructor(
    private readonly world: WorldDeps & {
      workspaceId: string;
      seed: string;
      start: Date;
      personOf: (address: string) => SimulatedPerson | null;
    },
  ) {
    this.clock = world.start;
    const { db, publicUrl, mac, seed, personOf } = world;
    const now = () => this.clock;
    this.carrier = new InProcessCarrier({ now, seed, personOf, sink: (news) => void this.news.push(news) });
    const carrier = {
      handOver: (...given: Parameters<InProcessCarrier["handOver"]>) => {
        this.handedOver += 1;
        return this.carrier.handOver(...given);
      },
      revoke: (id: string) => this.carrier.revoke(id),
      registerTemplate: (...given: Parameters<InProcessCarrier["registerTemplate"]>) =>
        this.carrier.registerTemplate(...given),
    };
    const limits = { concurrency: 1, leaseSeconds: 3600, graceSeconds: 900 };
    this.deps = { db, now, carrierFor: () => carrier, publicUrl, mac, limits };
  }

  /** Launches a draft at a moment and lives on until its last ladder ended, or until `until`. */
  async play(campaignId: string, launchAt: Date, until: Date): Promise<void> {
    const { db, workspaceId } = this.world;
    await this.liveTo(launchAt);
    const { revision = 0 } = (await loadCampaign(db, workspaceId, campaignId)) ?? {};
    const draft = { workspaceId, campaignId, revision };
    if (!(await markLaunching(db, draft, this.clock))) throw new Error("only a draft is launched");
    await launchCampaign(this.deps, workspaceId, campaignId);
    await refreshStatistics(db);
    await this.send(campaignId);
    while (await isCampaignRunning(db, workspaceId, campaignId)) {
      const due = await this.nextMoment();
      if (due === null) throw new Error("a campaign waits for nothing");
      if (due >= until) return this.liveTo(until);
      const step = stepMs(due.getTime() - launchAt.getTime());
      const next = new Date(Math.max(due.getTime(), this.clock.getTime()) + step);
      await this.liveTo(next > until ? until : next);
    }
  }

  private async nextMoment(): Promise<Date | null> {
    const moments = [this.carrier.nextDueAt(), await nextDueMoment(this.world.db, this.world.workspaceId)];
    const known = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
    return known.length === 0 ? null : new Date(Math.min(...known));
  }

  private async liveTo(moment: Date): Promise<void> {
    if (moment > this.clock) this.clock = moment;
    await this.carrier.advanceTo(this.clock);
    await this.takeNews();
    await sweepLadder(this.deps);
    await revokeOvertaken(this.deps, null);
    const { withWork } = await sweepLadder(this.deps);
    for (const { id, workspaceId } of withWork) {
      if (workspaceId === this.world.workspaceId) await this.send(id);
    }
    // Those just passed over may have been the last.
    if (withWork.length > 0) await sweepLadder(this.deps);
  }

  /**
   * Everything leaves at one moment, and the time it takes passes afterwards: lanes work side by side, and which of them
   * is first is a matter of the real clock, which history must not depend on.
   */
  private async send(campaignId: string): Promise<void> {
    this.handedOver = 0;
    await sendDeliveries(this.deps, this.world.workspaceId, campaignId, null);
    this.clock = new Date(this.clock.getTime() + this.handedOver * msPerMessage);
  }

  /** What came back goes the way webhooks and clicks go. */
  private async takeNews(): Promise<void> {
    const { db, workspaceId } = this.world;
    const news = this.news.splice(0);
    const receipts = news.flatMap((item): NewReceipt[] =>
      item.kind === "opened"
        ? []
        : [
            {
              ...{ workspaceId, provider: "vonage", kind: item.kind, body: item.body, receivedAt: item.at },
              dedupeKey: createHash("sha256")
                .update(`${workspaceId} ${item.kind} ${JSON.stringify(item.body)}`)
                .digest("base64url"),
            },
          ],
    );
    for (let from = 0; from < receipts.length; from += receiptsPerStatement)
      await storeReceipts(db, receipts.slice(from, from + receiptsPerStatement));
    while (receipts.length > 0 && (await applyReceipts(this.deps)) > 0);
    for (const item of news) if (item.kind === "opened") await this.click(item.url, item.at);
  }

  private async click(url: string, at: Date): Promise<void> {
    const prefix = [`${this.world.publicUrl}/l/`, `${this.world.publicUrl}/m/`].find((each) => url.startsWith(each));
    const code = prefix === undefined ? null : decodeLinkCode(url.slice(prefix.length), this.world.mac);
    const delivery = code === null ? null : await loadLinkedDelivery(this.world.db, code.deliveryId);
    const link = code === null ? undefined : linksOf(delivery?.message ?? { blocks: [] })[code.linkIndex];
    if (code === null || delivery === null || link === undefined) return;
    const { workspaceId, contactId, channel } = delivery;
    const dedupeKey = `click:${code.deliveryId}:${code.linkIndex}:${Math.floor(at.getTime() / minuteMs)}`;
    const act = { workspaceId, contactId, channel, deliveryId: code.deliveryId, kind: "click" as const };
    await this.world.db.transaction((tx) =>
      recordEngagements(tx, [{ ...act, target: link.key, isBot: false, dedupeKey, at }], this.clock),
    );
  }
}

/** Fine steps while much happens, longer ones later. */
function stepMs(sinceLaunchMs: number): number {
  if (sinceLaunchMs < hourMs) return 2 * minuteMs;
  return sinceLaunchMs < 12 * hourMs ? 15 * minuteMs : hourMs;
}
