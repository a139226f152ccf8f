import type { JsonObject } from "@/lib/channels/contract";
import { type CarrierStatus, timeToLiveMs } from "@/lib/sandbox/accept-message";
import type { PhoneState } from "@/lib/sandbox/phone-state";
import { type CarriedMessage, type PostedStatus, statusBody } from "@/lib/sandbox/status-body";
import { hasChannel, wireChannel } from "@/lib/sandbox/wire-channels";

export type CarriedState = "accepted" | "submitted" | "delivered" | "read" | "rejected" | "undeliverable" | "revoked";

export interface MovingMessage extends CarriedMessage {
  state: CarriedState;
  createdAt: Date;
  ttlSeconds: number | null;
}

/** What a due event does to a message. */
export interface Advance {
  /** Null when nothing changes. */
  state: CarriedState | null;
  /** The status webhook to post; null for none. */
  webhook: JsonObject | null;
  /** The message cannot be delivered now; it expires at this moment unless the phone comes back. */
  expiresAt: Date | null;
}

const nothing: Advance = { state: null, webhook: null, expiresAt: null };

/**
 * Applies one due event to a message. Pure and safe to repeat: an event that no longer fits the message's state does
 * nothing. `mediaErrorCode` is what came of fetching the message's media, known when it is submitted.
 */
export function advanceMessage(
  message: MovingMessage,
  event: { status: CarrierStatus; errorCode: number | null },
  phone: PhoneState,
  mediaErrorCode: number | null,
  now: Date,
): Advance {
  const change = (state: CarriedState & PostedStatus, errorCode: number | null = null): Advance => ({
    state,
    webhook: statusBody(message, state, now, errorCode),
    expiresAt: null,
  });
  const isOnItsWay = message.state === "accepted" || message.state === "submitted";
  const channel = wireChannel(message.channel);
  switch (event.status) {
    case "submitted":
      if (message.state !== "accepted") return nothing;
      return mediaErrorCode === null ? change("submitted") : change("rejected", mediaErrorCode);
    case "delivered":
      if (!isOnItsWay) return nothing;
      if (!phone.online) {
        return { ...nothing, expiresAt: new Date(message.createdAt.getTime() + timeToLiveMs(message)) };
      }
      return channel && !hasChannel(phone, channel) ? change("rejected", 1300) : change("delivered");
    case "read":
      if (message.state !== "delivered") return nothing;
      // The person has read it either way; only some channels tell the sender.
      return channel?.hasReadReceipts ? change("read") : { ...nothing, state: "read" };
    case "rejected":
    case "undeliverable":
      return isOnItsWay ? change(event.status, event.errorCode) : nothing;
    case "expired":
      return isOnItsWay ? change("rejected", 1360) : nothing;
  }
}
