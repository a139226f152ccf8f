import { type SQL, sql } from "drizzle-orm";

/**
 * Columns with all that says on which channels the contact `k` may and can be reached, as `lib/routing/person-channels.ts` reads it.
 * Once for a person whatever the channels: asked for each channel, this would take longer than all the rest of a decision.
 */
export const personChannelColumns = (now: Date): SQL => sql`k.paused_until as "pausedUntil", k.erased_at as "erasedAt",
  (select json_agg(json_build_object('channel', s.channel, 'topic', s.topic, 'status', s.status))
    from consent s where s.contact_id = k.id) as consent,
  (select json_agg(json_build_object('id', a.id, 'kind', a.kind, 'value', a.value, 'detail', a.detail, 'reach', (
        select json_agg(json_build_object('channel', h.channel, 'reachable', h.reachable,
          'lastInboundAt', h.last_inbound_at,
          'isBlocked', coalesce(h.blocked_until > ${now.toISOString()}::timestamptz, false)))
        from reachability h where h.address_id = a.id))
      order by a.created_at desc, a.id)
    from address a where a.contact_id = k.id) as addresses`;
