import { type ConsentStatus, everything } from "@/lib/consent/schema";
import { type ConsentScope, scopeKey } from "@/lib/consent/scope";

/** A row of a person's current consent. */
export interface CurrentConsent extends ConsentScope {
  status: ConsentStatus;
}

/** Why a message must not be sent to a person, as stored with the recipient and shown. */
export type ConsentRefusal =
  /** They are no longer in our records. */
  | "erased"
  /** They told us to stop, on this channel or altogether. */
  | "opted_out"
  /** Nobody has said that they agreed to this channel. */
  | "no_consent"
  /** They want messages, but not about this. */
  | "topic_opted_out"
  /** They asked for quiet until a day that has not come. */
  | "paused";

export interface MaySendQuestion {
  consent: readonly CurrentConsent[];
  channel: string;
  topic: string;
  pausedUntil: Date | null;
  erasedAt: Date | null;
  now: Date;
}

/**
 * Null when the message may be sent. The channel must have been agreed to: by name, else as part of everything.
 * The topic must not have been refused: by name, else as part of everything. The function `consent_refusal` in the
 * database says the same for sets of people; a test holds the two together.
 */
export function maySend({
  consent,
  channel,
  topic,
  pausedUntil,
  erasedAt,
  now,
}: MaySendQuestion): ConsentRefusal | null {
  if (erasedAt !== null) return "erased";
  const status = new Map(consent.map((row) => [scopeKey(row), row.status]));
  const ofEverything = status.get(scopeKey({ channel: everything, topic: everything }));
  const ofChannel = status.get(scopeKey({ channel, topic: everything })) ?? ofEverything;
  if (ofChannel === undefined) return "no_consent";
  if (ofChannel === "opted_out") return "opted_out";
  const ofTopic = status.get(scopeKey({ channel: everything, topic })) ?? ofEverything;
  if (ofTopic === "opted_out") return "topic_opted_out";
  return pausedUntil !== null && pausedUntil > now ? "paused" : null;
}
