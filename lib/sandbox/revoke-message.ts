import type { CarriedState } from "@/lib/sandbox/advance-message";
import { type ProblemAnswer, problemAnswer } from "@/lib/sandbox/problem";
import { wireChannel } from "@/lib/sandbox/wire-channels";

const revocableHours = 24;

/** The answer to `PATCH {"status":"revoked"}`: 202 and whether the message is really withdrawn, or a problem. */
export function revokeMessage(
  message: { channel: string; state: CarriedState; createdAt: Date } | null,
  body: unknown,
  instance: string,
  now: Date,
): { httpStatus: 202; isWithdrawn: boolean } | ProblemAnswer {
  if (!message) return problemAnswer("notFound", instance);
  const wish = typeof body === "object" && body !== null && "status" in body ? body.status : undefined;
  if (wish === undefined) {
    return problemAnswer("invalidParameters", instance, [{ name: "status", reason: "is required." }]);
  }
  const isYoung = now.getTime() - message.createdAt.getTime() <= revocableHours * 3_600_000;
  if (wish !== "revoked" || !wireChannel(message.channel)?.canRevoke || !isYoung) {
    return problemAnswer("operationNotSupported", instance);
  }
  // Accepted in any case; what the phone already shows stays there.
  return { httpStatus: 202, isWithdrawn: message.state === "accepted" || message.state === "submitted" };
}
