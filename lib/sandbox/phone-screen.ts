import type { JsonObject, ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import { type ChannelId, channelIdSchema } from "@/lib/channels/ids";
import type { PhoneState } from "@/lib/sandbox/phone-state";
import { templateOf } from "@/lib/sandbox/template-of";
import type { Sender } from "@/lib/workspace/schema";

/** The apps on a virtual phone, and where each channel arrives. */
export const phoneApps = ["messages", "whatsapp", "messenger", "notifications"] as const;
export type PhoneApp = (typeof phoneApps)[number];

const appOfChannel: Record<ChannelId, PhoneApp> = {
  sms: "messages",
  mms: "messages",
  rcs: "messages",
  whatsapp: "whatsapp",
  messenger: "messenger",
  push: "notifications",
};

/** A message as the carrier stored it. */
export interface StoredPhoneMessage {
  id: string;
  direction: "in" | "out";
  channel: string;
  sender: string;
  body: JsonObject;
  state: string;
  createdAt: Date;
}

export type ShownMessage = {
  id: string;
  channel: ChannelId;
  /** ISO. */
  at: string;
} & (
  | { kind: "arrived"; request: ProviderRequest; template: TemplateDefinition | null; isUnread: boolean }
  /** What the person wrote or tapped. */
  | { kind: "said"; text: string }
);

export interface Thread {
  /** Stable: app and sender. */
  key: string;
  app: PhoneApp;
  sender: string;
  senderName: string;
  isVerified: boolean;
  /** The channel an answer goes out on. */
  channel: ChannelId;
  canReply: boolean;
  unread: number;
  /** Oldest first. */
  messages: ShownMessage[];
}

/** Everything the page of a virtual phone shows. Plain data: it travels as JSON. */
export interface PhoneScreen {
  contact: { id: string; name: string };
  number: string | null;
  phone: PhoneState;
  /** The person acts by themselves. */
  isSimulated: boolean;
  /** Whether a browser on this phone ever allowed notifications. */
  hasSubscription: boolean;
  /** Messages the carrier holds because the phone is offline. */
  waiting: number;
  threads: Thread[];
}

/** What has been shown to the person stays on the phone; what has not, or was called back, does not. */
const onScreen = new Set(["delivered", "read", "received"]);

function isOnScreen(state: string): boolean {
  return onScreen.has(state);
}

/** Sorts what arrived into threads; senders nobody wrote with yet have an empty one, so that a person can begin. */
export function threadsOf(
  messages: readonly StoredPhoneMessage[],
  senders: Partial<Record<ChannelId, Sender>>,
  channelsPossible: readonly ChannelId[],
  hasReplies: (channel: ChannelId) => boolean,
  templates: ReadonlyMap<string, TemplateDefinition>,
): Thread[] {
  const threads = new Map<string, Thread>();
  const open = (channel: ChannelId, sender: string): Thread => {
    const app = appOfChannel[channel];
    const key = `${app}:${sender}`;
    const known = threads.get(key);
    if (known) return known;
    const own = senders[channel];
    const thread: Thread = {
      key,
      app,
      sender,
      senderName: own?.displayName ?? sender,
      isVerified: own !== undefined && own.from !== own.displayName && !/^\d+$/.test(own.from),
      channel,
      canReply: hasReplies(channel) && (own?.canReceiveReplies ?? true),
      unread: 0,
      messages: [],
    };
    threads.set(key, thread);
    return thread;
  };
  for (const message of messages) {
    const channel = channelIdSchema.safeParse(message.channel);
    if (!channel.success || !isOnScreen(message.state)) continue;
    const thread = open(channel.data, message.sender);
    if (message.direction === "out") thread.channel = channel.data;
    const shown = show(message, channel.data, templates);
    thread.messages.push(shown);
    if (shown.kind === "arrived" && shown.isUnread) thread.unread += 1;
  }
  for (const channel of channelsPossible) {
    const sender = senders[channel];
    if (sender && hasReplies(channel)) open(channel, sender.from.replace(/^\+/, ""));
  }
  return [...threads.values()].sort((a, b) => lastAt(b).localeCompare(lastAt(a)));
}

function lastAt(thread: Thread): string {
  return thread.messages.at(-1)?.at ?? "";
}

function show(
  message: StoredPhoneMessage,
  channel: ChannelId,
  templates: ReadonlyMap<string, TemplateDefinition>,
): ShownMessage {
  const { id, body, state } = message;
  const at = message.createdAt.toISOString();
  if (message.direction === "in") return { id, channel, at, kind: "said", text: saidText(body) };
  const named = templateOf(body);
  const template = named ? (templates.get(`${named.name}|${named.language}`) ?? null) : null;
  return { id, channel, at, kind: "arrived", request: requestOf(body), template, isUnread: state === "delivered" };
}

/** A stored body as the request it came from. */
function requestOf(body: JsonObject): ProviderRequest {
  const { payload } = body;
  if (body.provider !== "web-push" || typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return { provider: "vonage", body };
  }
  return {
    provider: "web-push",
    payload,
    ttlSeconds: Number(body.ttlSeconds ?? 0),
    urgency: "normal",
    topic: String(body.topic ?? ""),
  };
}

/** The words of an inbound body. */
function saidText(body: JsonObject): string {
  const part = (value: JsonObject[string] | undefined, name: string) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined;
  const words = body.text ?? part(body.reply, "title") ?? part(body.button, "text");
  return typeof words === "string" ? words : "";
}
