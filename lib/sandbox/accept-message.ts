import { magicRecipient } from "@/lib/sandbox/magic-recipient";
import type { PhoneState } from "@/lib/sandbox/phone-state";
import { type Problem, problemAnswer } from "@/lib/sandbox/problem";
import { templateOf } from "@/lib/sandbox/template-of";
import type { ValidRequest } from "@/lib/sandbox/validate-request";
import { hasChannel, type WireChannel, wireChannel } from "@/lib/sandbox/wire-channels";

/** What happens to a message at the carrier or on the phone. */
export type CarrierStatus = "submitted" | "delivered" | "read" | "rejected" | "undeliverable" | "expired";

export interface PlanStep {
  afterMs: number;
  status: CarrierStatus;
  /** Code of the error block, with rejected and undeliverable. */
  errorCode: number | null;
  /** How often the webhook is posted. */
  copies: number;
  /** How much later than the change its webhook is posted. */
  heldBackMs: number;
}

/** What the carrier knows beside the request. */
export interface Surroundings {
  account: { isRateExceeded: boolean };
  phone: PhoneState;
  /** When the number told this sender to stop, and how many messages the sender sent it since. */
  stop: { at: Date; messagesSince: number } | null;
  /** The person's last message to this sender on this channel. */
  lastInboundAt: Date | null;
  /** Whether the template named by the request is approved; irrelevant when it names none. */
  isTemplateApproved: boolean;
}

export type Acceptance =
  | { httpStatus: 202; responseBody: { message_uuid: string }; plan: PlanStep[] }
  | { httpStatus: number; responseBody: Problem; plan: [] };

const hourMs = 3_600_000;
const confirmationMs = 5 * 60_000;
const slowMs = 45_000;
const heldBackMs = 8_000;

/**
 * The carrier's answer to a valid request and what will become of the message. A recipient who cannot be reached is not
 * an error of the request: it is accepted, and the refusal comes as a status, as with the real one.
 */
export function acceptMessage(
  request: ValidRequest,
  around: Surroundings,
  ids: { messageUuid: string; instance: string },
  now: Date,
  random: () => number,
): Acceptance {
  const magic = magicRecipient(request.to);
  if (around.account.isRateExceeded) return refused("rateLimit", ids.instance);
  if (magic?.kind === "answer" && random() < magic.share) return refused(magic.problem, ids.instance);

  const submittedMs = Math.round(200 + random() * 200);
  const deliveredMs = Math.round(submittedMs + 800 + random() * 1_700);
  const submitted = step(submittedMs, "submitted");
  const delivered = step(deliveredMs, "delivered");
  const accept = (...plan: PlanStep[]): Acceptance => ({
    httpStatus: 202,
    responseBody: { message_uuid: ids.messageUuid },
    plan,
  });

  const code = refusalCode(request, around, now);
  if (code !== null) return accept(step(submittedMs, "rejected", code));
  switch (magic?.kind) {
    case "rejected":
      return accept(submitted, step(deliveredMs, "rejected", magic.code));
    case "undeliverable":
      return accept(step(submittedMs, "undeliverable", 1331));
    case "never_delivered":
      return accept(submitted, step(timeToLiveMs(request), "expired", 1360));
    case "duplicates":
      return accept({ ...submitted, copies: 2 }, { ...delivered, copies: 2 });
    case "out_of_order":
      return accept({ ...submitted, heldBackMs }, delivered);
    case "slow":
      return accept(submitted, step(slowMs, "delivered"));
    default:
      return accept(submitted, delivered);
  }
}

/** How long the carrier keeps trying to deliver a request. */
export function timeToLiveMs(request: { channel: string; ttlSeconds: number | null }): number {
  return (request.ttlSeconds ?? wireChannel(request.channel)?.ttlDefaultSeconds ?? 0) * 1000;
}

/** The refusals known before anything goes to the network; those of the phone itself come later. */
function refusalCode(request: ValidRequest, around: Surroundings, now: Date): number | null {
  const channel = wireChannel(request.channel);
  if (!channel) return 1330;
  if (channel.countryPrefix !== null && !request.to.startsWith(channel.countryPrefix)) return 1250;
  if (channel.honoursStop && isStopped(around, now)) return 1240;
  if (!hasChannel(around.phone, channel)) return 1300;
  const template = templateOf(request.body);
  if (template) return around.isTemplateApproved ? null : 1022;
  return isWindowOpen(channel, around.lastInboundAt, now) ? null : 1340;
}

/** One confirmation within five minutes of the STOP goes through, as the law foresees; nothing after it does. */
function isStopped({ stop }: Surroundings, now: Date): boolean {
  if (!stop) return false;
  return stop.messagesSince > 0 || now.getTime() - stop.at.getTime() > confirmationMs;
}

function isWindowOpen(channel: WireChannel, lastInboundAt: Date | null, now: Date): boolean {
  if (channel.windowHours === null) return true;
  return lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() <= channel.windowHours * hourMs;
}

function refused(problem: Parameters<typeof problemAnswer>[0], instance: string): Acceptance {
  const { httpStatus, body } = problemAnswer(problem, instance);
  return { httpStatus, responseBody: body, plan: [] };
}

function step(afterMs: number, status: CarrierStatus, errorCode: number | null = null): PlanStep {
  return { afterMs, status, errorCode, copies: 1, heldBackMs: 0 };
}
