import type { DeliveryState } from "@/lib/campaign/schema";

/** One thing a provider reported about a message. */
export interface Evidence {
  kind: "submitted" | "delivered" | "read" | "rejected" | "undeliverable";
  at: Date;
  code: string | null;
}

/** What is known about a delivery. */
export interface DeliveryFacts {
  state: DeliveryState;
  createdAt: Date;
  /** Set while the hand-over is open, and for good when it was a receipt that told us of its success. */
  leaseUntil: Date | null;
  acceptedAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
  errorCode: string | null;
}

/**
 * A delivery's facts after one more report. The order of reports and their repetition do not matter: each moment is
 * the earliest reported, reading proves delivery, delivery disproves failure, and of several failures the earliest
 * stands. Example: rejected at 12:00, delivered at 12:05, rejected again at 12:06 -> delivered at 12:05.
 */
export function applyEvidence(facts: DeliveryFacts, { kind, at, code }: Evidence): DeliveryFacts {
  const isFailure = kind === "rejected" || kind === "undeliverable";
  const deliveredAt = kind === "delivered" || kind === "read" ? earliest(facts.deliveredAt, at) : facts.deliveredAt;
  const readAt = kind === "read" ? earliest(facts.readAt, at) : facts.readAt;
  const failure = isFailure
    ? firstFailure(failureOf(facts), { state: kind, failedAt: at, errorCode: code })
    : failureOf(facts);
  const known = { ...facts, ...acceptance(facts, at), deliveredAt, readAt };
  if (deliveredAt !== null) {
    return { ...known, state: readAt === null ? "delivered" : "read", failedAt: null, errorCode: null };
  }
  return failure === null ? { ...known, state: "accepted", errorCode: null } : { ...known, ...failure };
}

/**
 * The provider took the message at the moment our own record of the hand-over says. Where a crash swallowed that
 * record, the earliest report counts instead, and the lease stays as the mark of it.
 */
function acceptance(facts: DeliveryFacts, at: Date): Pick<DeliveryFacts, "acceptedAt" | "leaseUntil"> {
  if (facts.acceptedAt !== null && facts.leaseUntil === null) return facts;
  return { acceptedAt: earliest(facts.acceptedAt, at), leaseUntil: facts.leaseUntil ?? facts.createdAt };
}

type Failure = { state: "rejected" | "undeliverable"; failedAt: Date; errorCode: string | null };

function failureOf({ state, failedAt, errorCode }: DeliveryFacts): Failure | null {
  if (failedAt === null || (state !== "rejected" && state !== "undeliverable")) return null;
  return { state, failedAt, errorCode };
}

function firstFailure(left: Failure | null, right: Failure): Failure {
  if (left === null) return right;
  const order = ({ failedAt, state, errorCode }: Failure) =>
    `${String(failedAt.getTime()).padStart(16, "0")} ${state} ${errorCode ?? ""}`;
  return order(left) <= order(right) ? left : right;
}

function earliest(left: Date | null, right: Date): Date {
  return left !== null && left <= right ? left : right;
}

/** A report's moment is not before the message was made, and not after it reached us: providers' clocks err. */
export function plausibleMoment(at: Date, createdAt: Date, receivedAt: Date): Date {
  const past = at > receivedAt ? receivedAt : at;
  return past < createdAt ? createdAt : past;
}
