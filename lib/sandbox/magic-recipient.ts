import type { ProblemName } from "@/lib/sandbox/problem";
import { isStatusErrorCode } from "@/lib/sandbox/status-errors";

/**
 * What a number's last seven digits make the carrier do, whatever the phone's own state. They begin with 000.
 * Where no number can have 000 there, as in North America, 555 does the same, with 9 in front of numbers below 1000:
 * +1 415 555 1300 acts as +44 7700 001300, and +1 415 555 9002 as +44 7700 000002.
 *
 * | ending  | outcome |
 * | ------- | ------- |
 * | 0000001 | undeliverable: the provider cannot be reached |
 * | 0000002 | submitted, then nothing, until the time to live runs out: drives timed fallback |
 * | 0000003 | every status webhook comes twice |
 * | 0000004 | delivered comes before submitted |
 * | 0000005 | delivered after 45 seconds |
 * | 0000402 | 402, no balance |
 * | 0000429 | 429, every other time |
 * | 0000500 | 500 |
 * | 0001000 … 0001472 | rejected with this error code, for example 0001300, 0001240, 0001340, 0001461 |
 */
export type Magic =
  | { kind: "answer"; problem: ProblemName; share: number }
  | { kind: "rejected"; code: number }
  | { kind: "undeliverable" | "never_delivered" | "duplicates" | "out_of_order" | "slow" };

const outcomes: Readonly<Record<number, Magic>> = {
  1: { kind: "undeliverable" },
  2: { kind: "never_delivered" },
  3: { kind: "duplicates" },
  4: { kind: "out_of_order" },
  5: { kind: "slow" },
  402: { kind: "answer", problem: "lowBalance", share: 1 },
  429: { kind: "answer", problem: "rateLimit", share: 0.5 },
  500: { kind: "answer", problem: "internal", share: 1 },
  // An expiry is only an expiry after the time to live.
  1360: { kind: "never_delivered" },
};

/** The agreed outcome of a number; null for an ordinary one. */
export function magicRecipient(to: string): Magic | null {
  const found = /(?:000(\d{4})|555([19]\d{3}))$/.exec(to);
  if (!found || to.length < 10) return null;
  const american = Number(found[2]);
  const code = found[1] === undefined ? (american >= 9000 ? american - 9000 : american) : Number(found[1]);
  return outcomes[code] ?? (isStatusErrorCode(code) ? { kind: "rejected", code } : null);
}
