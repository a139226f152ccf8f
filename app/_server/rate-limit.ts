import { createHash } from "node:crypto";
import type { Database } from "@/db/client";
import { forgetAttempts, takeAttempt } from "@/db/queries/rate-limit";

const QUARTER_HOUR_SECONDS = 15 * 60;

/** How many tries each kind of secret or work allows in a quarter of an hour. */
const limits = {
  "sign-in-account": 10,
  "sign-in-address": 60,
  "password-change": 10,
  // Pictures to draw. A provider fetches for a whole campaign from a few addresses; this is more than we can draw.
  "drawing-public": 30_000,
  "drawing-member": 3_000,
  "fetch-by-address": 60,
  // Of one workspace; each reads all that is known of its people.
  learning: 10,
  // Guesses at a key, by the address they come from.
  "wrong-key": 30,
  // Requests with up to 200 each: about 600,000 conversions.
  conversions: 3_000,
  // Of one message. Counted by whom it was sent to: thousands of phones may share an address.
  answer: 40,
  // Browsers that allow notifications: of one network, where a crowd may share an address, and of one workspace.
  "push-network": 300,
  "push-workspace": 20_000,
} as const;

type Limited = keyof typeof limits;

/** Counts a try. 0 while tries are left, else how many seconds to wait. */
export async function takeTry(db: Database, kind: Limited, whose: string, now: Date): Promise<number> {
  const { retryAfterSeconds } = await takeAttempt(db, {
    key: tryKey(kind, whose),
    max: limits[kind],
    seconds: QUARTER_HOUR_SECONDS,
    now,
  });
  return retryAfterSeconds;
}

/** After a success the next mistake starts from zero. */
export async function forgetTries(db: Database, kind: Limited, whose: string): Promise<void> {
  await forgetAttempts(db, tryKey(kind, whose));
}

/** The table of tries holds neither emails nor addresses. */
function tryKey(kind: Limited, whose: string): string {
  return createHash("sha256").update(`${kind}:${whose}`).digest("base64url");
}
