import { type AnswerOutcome, type ClaimedAnswer, claimAnswers, settleAnswer } from "@/db/queries/answers";
import type { HandOver } from "@/inngest/providers/contract";
import type { SendingDeps } from "@/inngest/sending/deps";
import type { ProviderRequest } from "@/lib/channels/contract";
import { confirmationText } from "@/lib/consent/confirmation-text";
import { afterFailure } from "@/lib/routing/failure-class";

export type ReceivingDeps = Pick<SendingDeps, "db" | "now" | "carrierFor" | "publicUrl">;

const answersPerClaim = 20;

/** Sends the waiting answers to STOP, START and HELP, each at most once. Returns how many it dealt with. */
export async function sendAnswers(deps: ReceivingDeps): Promise<number> {
  const claimed = await claimAnswers(deps.db, { now: deps.now(), max: answersPerClaim });
  for (const answer of claimed) {
    const given = await deps.carrierFor(answer.settings).handOver(requestOf(answer, deps.publicUrl), null);
    await settleAnswer(deps.db, answer, outcomeOf(given), deps.now());
  }
  return claimed.length;
}

/** A plain text within the conversation the person has just opened: the one shape all two-way channels share. */
function requestOf(answer: ClaimedAnswer, publicUrl: string): ProviderRequest {
  const { brandName, supportContact } = answer.settings;
  return {
    provider: "vonage",
    body: {
      channel: answer.channel,
      message_type: "text",
      to: answer.to,
      from: answer.sender,
      text: confirmationText(answer.kind, { locale: answer.locale, brandName, supportContact }),
      client_ref: answer.id,
      webhook_url: `${publicUrl}/api/webhooks/vonage/${answer.workspaceId}/status`,
    },
  };
}

/** Only a refusal is proof that nothing was sent: without an answer of the provider it is not tried again. */
function outcomeOf(given: HandOver): AnswerOutcome {
  if (given.kind === "accepted") return { kind: "sent" };
  if (given.kind === "not_started") return { kind: "again" };
  if (given.kind === "unknown") return { kind: "failed", code: "no_answer" };
  return afterFailure(given.failure) === "retry" ? { kind: "again" } : { kind: "failed", code: given.code };
}
