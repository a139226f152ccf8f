import type { ClaimedDelivery, DeliveryFacts } from "@/db/queries/deliveries";
import { mediaOfMessages } from "@/db/queries/media";
import { pricesOfCampaign } from "@/db/queries/prices";
import type { loadSendingCampaign } from "@/db/queries/sending";
import type { SendingDeps } from "@/inngest/sending/deps";
import type { ArmKey } from "@/lib/campaign/schema";
import { compileContext } from "@/lib/channels/compile-context";
import type { Compiled, RenditionFile } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { dayClock } from "@/lib/cost/day-clock";
import { destination } from "@/lib/cost/destination";
import { type PriceQuestion, type UnitPrice, unitPrices } from "@/lib/cost/unit-price";
import { encodeLinkCode } from "@/lib/links/link-code";
import { encodeMessageCode } from "@/lib/links/message-code";
import { renditionsOf, toMediaItem } from "@/lib/media/media-item";
import type { RenditionProfile } from "@/lib/media/profiles";
import { baseOf } from "@/lib/message/base-of";
import { markAsTest } from "@/lib/message/mark-as-test";
import { writtenLanguage } from "@/lib/message/message-view";
import { type PreparedMessage, prepareMessage, renderMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";
import { generatedCode } from "@/lib/promo/generated-code";
import { type PoolCode, poolCodesOf } from "@/lib/promo/pool-codes";
import { sampleCode } from "@/lib/promo/sample-code";
import { isWindowOpen } from "@/lib/routing/is-window-open";

export type SendingCampaign = NonNullable<Awaited<ReturnType<typeof loadSendingCampaign>>>;

interface PreparedArm {
  message: Message;
  prepared: PreparedMessage;
  poolCodes: ReadonlyMap<string, PoolCode>;
}

/** A campaign with its templates parsed and its media looked up: what every message of a run shares. */
export interface PreparedCampaign {
  campaign: SendingCampaign;
  arms: ReadonlyMap<ArmKey, PreparedArm>;
  rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
  /** What one billed unit costs when it is sent at a moment. */
  priceOf(question: Omit<PriceQuestion, "day">, at: Date): UnitPrice;
  /** Channels whose provider is failing; left out where nothing is sent. */
  circuitsOpen?: ReadonlySet<ChannelId>;
  /** When a limited sender may send to an address again; left out where none is limited. */
  senderOpensAt?: (channel: ChannelId, address: string | null) => Date | null;
}

export async function prepareCampaign(deps: SendingDeps, campaign: SendingCampaign): Promise<PreparedCampaign> {
  const messages = campaign.arms.map(({ message }) => message);
  const [media, prices] = await Promise.all([
    mediaOfMessages(deps.db, campaign.workspaceId, messages),
    pricesOfCampaign(deps.db, campaign.workspaceId, campaign.id),
  ]);
  const find = unitPrices(prices);
  const dayOf = dayClock(campaign.settings.timeZone);
  return {
    campaign,
    arms: new Map(
      campaign.arms.map(({ key, message }) => [
        key,
        { message, prepared: prepareMessage(message), poolCodes: poolCodesOf(message) },
      ]),
    ),
    rendition: renditionsOf(media.map((row) => toMediaItem(row, deps.publicUrl))),
    priceOf: (question, at) => find({ ...question, day: dayOf(at) }),
  };
}

/** Who gets a message, and how. */
export type Addressed = Pick<ClaimedDelivery, "id" | "contactId" | "armKey" | "channel"> &
  Pick<DeliveryFacts, "address" | "lastInboundAt" | "person"> & {
    waitSeconds: number | null;
    /** The person's code from a list; null when there is none for them. */
    poolCode: (wanted: PoolCode) => string | null;
    /** Marked as a test. */
    isTest?: boolean;
  };

/** The request for one person on one channel; null when a required value is missing. The same inputs give the same request. */
export function compileDelivery(deps: SendingDeps, run: PreparedCampaign, to: Addressed): Compiled | null {
  const arm = run.arms.get(to.armKey);
  const { settings, workspaceId, id: campaignId } = run.campaign;
  const sender = settings.senders[to.channel];
  if (arm === undefined || sender === undefined) return null;
  const { message, missing } = renderMessage(arm.prepared, {
    person: to.person,
    channel: to.channel,
    locale: settings.locale,
    // A test takes no code that could be used: it shows the sample that the preview shows.
    promoCode: (wanted) => {
      if (to.isTest === true) return sampleCode(wanted);
      const { blockId, source } = wanted;
      switch (source.type) {
        case "fixed":
          return source.code;
        case "generated":
          // A version for a channel or a language shows the code of the block it stands in for: whoever is written to
          // on two channels has one code, not two.
          return generatedCode(
            { campaignId, contactId: to.contactId, blockId: baseOf(arm.message, blockId) },
            source,
            deps.mac,
          );
        case "pool": {
          const poolCode = arm.poolCodes.get(blockId);
          return poolCode === undefined ? null : to.poolCode(poolCode);
        }
      }
    },
  });
  if (missing.length > 0) return null;
  const channel = channels[to.channel];
  const lastInboundAt = to.lastInboundAt === null ? null : new Date(to.lastInboundAt);
  return channel.compile(
    to.isTest === true ? markAsTest(message) : message,
    compileContext({
      workspaceId,
      publicUrl: deps.publicUrl,
      brandName: settings.brandName,
      sender,
      message: arm.message,
      to: to.address,
      country: destination(to.channel, to.address, to.person.country),
      clientRef: to.id,
      locale: to.person.locale ?? settings.locale,
      contentLocale: writtenLanguage(arm.message, to.person.locale) ?? settings.locale,
      windowOpen: isWindowOpen(channel, lastInboundAt, deps.now()),
      ttlSeconds: timeToLive(to.channel, to.waitSeconds),
      linkCode: (linkIndex) => encodeLinkCode({ deliveryId: to.id, linkIndex }, deps.mac),
      preferenceToken: encodeMessageCode(to.id, deps.mac),
      rendition: run.rendition,
      sign: deps.mac,
    }),
  );
}

/** The provider gives up when the ladder does, within what the channel allows. */
function timeToLive(channel: ChannelId, waitSeconds: number | null): number | null {
  const range = channels[channel].ttlRangeSeconds;
  if (range === null || waitSeconds === null) return null;
  return Math.min(range.max, Math.max(range.min, waitSeconds));
}
