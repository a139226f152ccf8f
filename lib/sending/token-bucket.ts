/** How fast an account may be asked. */
export interface Rate {
  perSecond: number;
}

/** What an account may still be asked at a moment. */
export interface Bucket {
  tokens: number;
  filledAt: Date;
  /** Not before this moment: the provider asked for a pause. */
  heldUntil: Date | null;
}

export interface Taken {
  bucket: Bucket;
  granted: number;
  /** When granted nothing: how long until the next is worth asking for. */
  waitMs: number;
}

/**
 * A tenth of the rate may leave at once, and nine tenths of it come back in a second: together never more than the rate
 * in any one second, wherever it begins.
 */
const burstShare = 0.1;

/** A token is worth waiting for; less than a few are not worth a claim of their own. */
const worthAsking = 5;

export function fullBucket(rate: Rate, now: Date): Bucket {
  return { tokens: capacityOf(rate), filledAt: now, heldUntil: null };
}

/** Takes as many of the wanted tokens as there are, whole ones. */
export function takeTokens(bucket: Bucket, rate: Rate, wanted: number, now: Date): Taken {
  const filled = fill(bucket, rate, now);
  const heldMs = (filled.heldUntil?.getTime() ?? 0) - now.getTime();
  if (heldMs > 0) return { bucket: filled, granted: 0, waitMs: heldMs };
  // What a computer makes of tenths must not cost a token.
  const granted = Math.min(wanted, Math.floor(filled.tokens + 1e-9));
  const left = { ...filled, tokens: filled.tokens - granted };
  if (granted > 0) return { bucket: left, granted, waitMs: 0 };
  const missing = Math.min(wanted, worthAsking, Math.floor(capacityOf(rate))) - filled.tokens;
  return { bucket: left, granted: 0, waitMs: Math.max(1, Math.ceil((missing / refillOf(rate)) * 1000)) };
}

/** Gives back what was taken and not used. */
export function returnTokens(bucket: Bucket, rate: Rate, unused: number): Bucket {
  return { ...bucket, tokens: Math.min(capacityOf(rate), bucket.tokens + unused) };
}

/** The provider asked for a pause: nothing leaves before its end, and then slowly again. */
export function holdBucket(bucket: Bucket, until: Date): Bucket {
  const held = bucket.heldUntil !== null && bucket.heldUntil > until ? bucket.heldUntil : until;
  return {
    tokens: Math.min(bucket.tokens, 1),
    filledAt: new Date(Math.max(held.getTime(), bucket.filledAt.getTime())),
    heldUntil: held,
  };
}

/** A clock that stands behind the one that filled the bucket last adds nothing. */
function fill(bucket: Bucket, rate: Rate, now: Date): Bucket {
  const seconds = (now.getTime() - bucket.filledAt.getTime()) / 1000;
  if (seconds <= 0) return { ...bucket, tokens: Math.min(bucket.tokens, capacityOf(rate)) };
  return { ...bucket, tokens: Math.min(capacityOf(rate), bucket.tokens + seconds * refillOf(rate)), filledAt: now };
}

function capacityOf({ perSecond }: Rate): number {
  return Math.max(1, perSecond * burstShare);
}

/** At one a second the whole second is needed: the one that may leave at once is all there is. */
function refillOf(rate: Rate): number {
  return Math.max(rate.perSecond - capacityOf(rate), rate.perSecond / 2);
}
