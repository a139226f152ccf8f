import type { z } from "zod";
import type { PhoneState } from "@/lib/sandbox/phone-state";
import {
  messengerParameters,
  messengerTypes,
  mmsTypes,
  rcsParameters,
  rcsTypes,
  smsParameters,
  smsTypes,
  whatsappParameters,
  whatsappTypes,
} from "@/lib/sandbox/wire-schemas";

/** What the carrier knows about one value of the `channel` field. */
export interface WireChannel {
  types: Readonly<Record<string, z.ZodType>>;
  recipient: RegExp;
  sender: RegExp;
  /** The object named like the channel; null when there is none. */
  parameters: z.ZodType | null;
  ttlRangeSeconds: { min: number; max: number } | null;
  /** How long the carrier tries without a `ttl`. */
  ttlDefaultSeconds: number;
  hasReadReceipts: boolean;
  canRevoke: boolean;
  /** The switch on a handset without which nothing arrives; null when every phone can. */
  needs: "rcs" | "whatsapp" | "messenger" | null;
  /** Free-form messages only so long after the person's last message; null for always. */
  windowHours: number | null;
  /** Whether the carrier itself keeps the numbers that said STOP to a sender. */
  honoursStop: boolean;
  /** Digits every reachable number starts with; null for the whole world. */
  countryPrefix: string | null;
  /** When the price is reported, and how much one unit costs in EUR. */
  usage: { on: "submitted" | "delivered"; eurPerUnit: number } | null;
  hasNetworkCode: boolean;
  countsParts: boolean;
  reportsPricing: boolean;
  /** How the person's answer to a button is posted: always as `reply`, or as `button` when the message was a template. */
  contextStatus: boolean;
}

const number = /^\d{7,15}$/;
const pageScopedId = /^.{1,50}$/s;
const dayHours = 24;
const threeDaysSeconds = 3 * 24 * 60 * 60;
const monthSeconds = 30 * 24 * 60 * 60;

const plain = {
  parameters: null,
  ttlRangeSeconds: null,
  hasReadReceipts: false,
  canRevoke: false,
  needs: null,
  windowHours: null,
  honoursStop: false,
  countryPrefix: null,
  usage: null,
  hasNetworkCode: false,
  countsParts: false,
  reportsPricing: false,
  contextStatus: false,
};

/** By the wire's own words for channels. Not Cascade's channels: this is the other side of the wire. */
const wireChannels: Readonly<Record<string, WireChannel>> = {
  sms: {
    ...plain,
    types: smsTypes,
    recipient: number,
    sender: /^(\d{3,15}|[A-Za-z0-9 ]{1,11})$/,
    parameters: smsParameters,
    ttlRangeSeconds: { min: 1, max: 604_800 },
    ttlDefaultSeconds: threeDaysSeconds,
    honoursStop: true,
    usage: { on: "submitted", eurPerUnit: 0.0333 },
    hasNetworkCode: true,
    countsParts: true,
  },
  mms: {
    ...plain,
    types: mmsTypes,
    recipient: number,
    sender: /^\d{5,15}$/,
    ttlRangeSeconds: { min: 300, max: 259_200 },
    ttlDefaultSeconds: threeDaysSeconds,
    honoursStop: true,
    countryPrefix: "1",
    usage: { on: "submitted", eurPerUnit: 0.0412 },
    hasNetworkCode: true,
  },
  rcs: {
    ...plain,
    types: rcsTypes,
    recipient: number,
    sender: /^[a-zA-Z0-9\-_&]+$/,
    parameters: rcsParameters,
    ttlRangeSeconds: { min: 300, max: 259_200 },
    ttlDefaultSeconds: threeDaysSeconds,
    hasReadReceipts: true,
    canRevoke: true,
    needs: "rcs",
    honoursStop: true,
    hasNetworkCode: true,
    contextStatus: true,
  },
  whatsapp: {
    ...plain,
    types: whatsappTypes,
    recipient: number,
    sender: number,
    parameters: whatsappParameters,
    ttlDefaultSeconds: monthSeconds,
    hasReadReceipts: true,
    needs: "whatsapp",
    windowHours: dayHours,
    usage: { on: "delivered", eurPerUnit: 0.0575 },
    reportsPricing: true,
    contextStatus: true,
  },
  messenger: {
    ...plain,
    types: messengerTypes,
    recipient: pageScopedId,
    sender: pageScopedId,
    parameters: messengerParameters,
    ttlDefaultSeconds: monthSeconds,
    hasReadReceipts: true,
    needs: "messenger",
    windowHours: dayHours,
    usage: { on: "delivered", eurPerUnit: 0.0011 },
  },
};

/** The rules of a channel name as it stands on the wire; undefined when the carrier does not know it. */
export function wireChannel(name: string): WireChannel | undefined {
  return Object.hasOwn(wireChannels, name) ? wireChannels[name] : undefined;
}

/** Whether a handset can take this channel at all, connection aside. */
export function hasChannel(phone: PhoneState, channel: WireChannel): boolean {
  return channel.needs === null || phone[channel.needs];
}
