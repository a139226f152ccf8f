-- Why a message on this channel about this topic must not be sent to a contact; null when it may.
-- The same rules as lib/consent/may-send.ts, for sets of people; a property test holds the two together.
CREATE FUNCTION consent_refusal(p_contact uuid, p_channel text, p_topic text, p_now timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN k.id IS NULL OR k.erased_at IS NOT NULL THEN 'erased'
    WHEN coalesce(s.of_channel, s.of_everything) IS NULL THEN 'no_consent'
    WHEN coalesce(s.of_channel, s.of_everything) = 'opted_out' THEN 'opted_out'
    WHEN coalesce(s.of_topic, s.of_everything) = 'opted_out' THEN 'topic_opted_out'
    WHEN k.paused_until > p_now THEN 'paused'
  END
  FROM (SELECT 1) one
  LEFT JOIN contact k ON k.id = p_contact
  CROSS JOIN LATERAL (
    SELECT max(c.status) FILTER (WHERE c.channel = p_channel AND c.topic = '*') AS of_channel,
           max(c.status) FILTER (WHERE c.channel = '*' AND c.topic = p_topic) AS of_topic,
           max(c.status) FILTER (WHERE c.channel = '*' AND c.topic = '*') AS of_everything
    FROM consent c WHERE c.contact_id = p_contact
  ) s
$$;
