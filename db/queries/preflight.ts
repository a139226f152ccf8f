import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { audienceCondition } from "@/db/queries/audience";
import { drawOf } from "@/db/queries/launch";
import type { Audience } from "@/lib/audience/rule";
import type { AddressKind } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { channels } from "@/lib/channels/registry";
import { type CurrentConsent, maySend } from "@/lib/consent/may-send";
import type { ChannelFacts, PersonFacts } from "@/lib/routing/gates";
import { type Reach, ReachTally } from "@/lib/routing/reach";

/** Up to here everybody is looked at; of more people, so many are drawn at random: any share is known to within 1 %. */
export const peopleLookedAtMax = 20_000;

interface ReachQuestion {
  campaignId: string;
  audience: Audience;
  audienceCount: number;
  topic: string;
  rungs: readonly { channels: readonly ChannelId[] }[];
  /** Channels with a sender. */
  ready: ReadonlySet<ChannelId>;
  now: Date;
  peopleMax?: number;
}

/**
 * Whom a campaign would reach now, on which channels, and why not the others: by the gates that sending asks, and
 * without writing anything. The same people are drawn for the same campaign.
 */
export async function audienceReach(db: Database, workspaceId: string, question: ReachQuestion): Promise<Reach> {
  const { audienceCount, peopleMax = peopleLookedAtMax } = question;
  const share = audienceCount <= peopleMax ? 1 : peopleMax / audienceCount;
  const reach = await lookAtPeople(db, workspaceId, question, share);
  // Nobody among twenty thousand may still be somebody among a million, and nobody at all bars the launch.
  return share < 1 && reach.reached === 0 ? lookAtPeople(db, workspaceId, question, 1) : reach;
}

async function lookAtPeople(
  db: Database,
  workspaceId: string,
  { campaignId, audience, audienceCount, topic, rungs, ready, now }: ReachQuestion,
  share: number,
): Promise<Reach> {
  const at = now.toISOString();
  const taken = share >= 1 ? sql`true` : sql`${drawOf(`reach ${campaignId}`)} < ${share}::float8`;
  const hours = Math.max(
    0,
    ...Object.values(channels).map(({ conversationWindowHours }) => conversationWindowHours ?? 0),
  );
  // People of whom the same is known are one row: there are few of them, however many people there are.
  const rows = await db.execute<PatternRow>(sql`
    select country, is_paused as "isPaused", consent, addresses, count(*)::int as count from (
      select c.country, coalesce(c.paused_until > ${at}::timestamptz, false) as is_paused,
        (select jsonb_agg(jsonb_build_object('channel', s.channel, 'topic', s.topic, 'status', s.status)
            order by s.channel, s.topic)
          from consent s where s.contact_id = c.id and s.topic in ('*', ${topic})) as consent,
        (select jsonb_agg(jsonb_build_array(a.kind, (
              select jsonb_object_agg(h.channel, jsonb_build_array(h.reachable,
                h.last_inbound_at > ${at}::timestamptz - make_interval(hours => ${hours})))
              from reachability h where h.address_id = a.id)) order by a.kind)
          from address a where a.contact_id = c.id) as addresses
      from contact c
      where c.workspace_id = ${workspaceId} and ${audienceCondition(audience)} and ${taken}
    ) people group by 1, 2, 3, 4`);
  const tally = new ReachTally(rungs, { ready }, now);
  const used = new Set(rungs.flatMap((rung) => rung.channels));
  for (const row of rows) tally.add(factsOf(row, used, topic, now), row.count);
  return tally.reach(audienceCount);
}

type PatternRow = {
  country: string | null;
  isPaused: boolean;
  consent: CurrentConsent[] | null;
  addresses:
    | [AddressKind, Partial<Record<ChannelId, [reachable: boolean | null, wrote: boolean | null]>> | null][]
    | null;
  count: number;
};

function factsOf({ country, isPaused, ...row }: PatternRow, used: ReadonlySet<ChannelId>, topic: string, now: Date) {
  const pausedUntil = isPaused ? new Date(now.getTime() + 1) : null;
  const facts: PersonFacts = { country, channels: {} };
  for (const channel of used) {
    const ways = (row.addresses ?? []).filter(([kind]) => kind === channels[channel].addressKind);
    const [way] = [...ways].sort((one, other) => closed(one, channel) - closed(other, channel));
    const [reachable = null, wrote = null] = way?.[1]?.[channel] ?? [];
    facts.channels[channel] = {
      // The audience holds nobody who was erased.
      consentRefusal: maySend({ consent: row.consent ?? [], channel, topic, pausedUntil, erasedAt: null, now }),
      addressId: way === undefined ? null : "any",
      reachable,
      lastInboundAt: wrote === true ? now : null,
    } satisfies ChannelFacts;
  }
  return facts;
}

/** Of several addresses, one that still takes messages is used. */
function closed([, reach]: NonNullable<PatternRow["addresses"]>[number], channel: ChannelId): number {
  return reach?.[channel]?.[0] === false ? 1 : 0;
}
