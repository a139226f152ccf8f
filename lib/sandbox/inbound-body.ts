import type { JsonObject } from "@/lib/channels/contract";
import { networkCodeOf } from "@/lib/sandbox/status-body";
import { wireChannel } from "@/lib/sandbox/wire-channels";

/** What a person does that the sender hears of. */
export type PersonSays =
  | { kind: "text"; text: string }
  /** A suggested reply or an interactive reply button. */
  | { kind: "reply"; id: string; title: string }
  /** A link, call or template button. */
  | { kind: "button"; payload: string; text: string }
  | { kind: "location"; latitude: number; longitude: number };

/** A message from a person to a sender. */
export interface Inbound {
  id: string;
  channel: string;
  /** The person's number or page-scoped id. */
  number: string;
  sender: string;
  says: PersonSays;
  /** The message answered to; null when the person wrote by themselves. */
  answersTo: string | null;
}

/** The body of an inbound webhook. */
export function inboundBody(inbound: Inbound, at: Date): JsonObject {
  const { says } = inbound;
  const channel = wireChannel(inbound.channel);
  const networkCode = channel?.hasNetworkCode ? networkCodeOf(inbound.number) : null;
  const quotes = inbound.answersTo !== null && says.kind !== "text";
  return {
    channel: inbound.channel,
    message_uuid: inbound.id,
    to: inbound.sender,
    from: inbound.number,
    timestamp: at.toISOString(),
    ...(channel?.contextStatus ? { context_status: channel.reportsPricing && quotes ? "available" : "none" } : {}),
    ...(channel?.reportsPricing && quotes
      ? { context: { message_uuid: inbound.answersTo, message_from: inbound.sender } }
      : {}),
    ...(channel?.reportsPricing ? { profile: { name: inbound.number } } : {}),
    ...content(says),
    ...(channel?.countsParts && says.kind === "text"
      ? {
          sms: { num_messages: "1", keyword: firstWord(says.text) },
          usage: { currency: "EUR", price: "0.0000" },
        }
      : {}),
    ...(networkCode === null ? {} : { origin: { network_code: networkCode } }),
  };
}

function content(says: PersonSays): JsonObject {
  switch (says.kind) {
    case "text":
      return { message_type: "text", text: says.text };
    case "reply":
      return { message_type: "reply", reply: { id: says.id, title: says.title } };
    case "button":
      return { message_type: "button", button: { payload: says.payload, text: says.text } };
    case "location":
      return { message_type: "location", location: { lat: says.latitude, long: says.longitude } };
  }
}

function firstWord(text: string): string {
  return (text.trim().split(/\s+/)[0] ?? "").toUpperCase();
}
