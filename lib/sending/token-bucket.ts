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

export interface Taken<Held extends Bucket = Bucket> {
  bucket: Held;
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

/**
 * Takes as many of the wanted tokens as there are, whole ones; none when there are fewer than `atLeast`, or than a full
 * bucket holds where that is less.
 */
export function takeTokens<Held extends Bucket>(
  bucket: Held,
  rate: Rate,
  wanted: number,
  now: Date,
  atLeast = 1,
): Taken<Held> {
  const filled = fill(bucket, rate, now);
  const heldMs = (filled.heldUntil?.getTime() ?? 0) - now.getTime();
  if (heldMs > 0) return { bucket: filled, granted: 0, waitMs: heldMs };
  const capacity = Math.floor(capacityOf(rate));
  const needed = Math.min(atLeast, capacity);
  // What a computer makes of tenths must not cost a token.
  const granted = Math.min(wanted, Math.floor(filled.tokens + 1e-9));
  if (granted > 0 && granted >= needed) {
    return { bucket: { ...filled, tokens: filled.tokens - granted }, granted, waitMs: 0 };
  }
  const missing = Math.max(needed, Math.min(wanted, worthAsking, capacity)) - filled.tokens;
  return { bucket: filled, granted: 0, waitMs: Math.max(1, Math.ceil((missing / refillOf(rate)) * 1000)) };
}

/** Gives back what was taken and not used. */
export function returnTokens<Held extends Bucket>(bucket: Held, rate: Rate, unused: number): Held {
  return { ...bucket, tokens: Math.min(capacityOf(rate), bucket.tokens + unused) };
}

/** Takes what has left already: a message longer than the bucket holds goes when it is full, and the rest is owed. */
export function oweTokens<Held extends Bucket>(bucket: Held, owed: number): Held {
  return { ...bucket, tokens: bucket.tokens - owed };
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
function fill<Held extends Bucket>(bucket: Held, rate: Rate, now: Date): Held {
  const seconds = (now.getTime() - bucket.filledAt.getTime()) / 1000;
  if (seconds <= 0) return { ...bucket, tokens: Math.min(bucket.tokens, capacityOf(rate)) };
  return { ...bucket, tokens: Math.min(capacityOf(rate), bucket.tokens + seconds * refillOf(rate)), filledAt: now };
}

export function capacityOf({ perSecond }: Rate): number {
  return Math.max(1, perSecond * burstShare);
}

/** How many come back in a second. Where the bucket holds a single token, what comes back spaces them out, and nine tenths keep to the rate as well. */
export function refillOf({ perSecond }: Rate): number {
  return perSecond * (1 - burstShare);
}
