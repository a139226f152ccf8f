import { createHash } from "node:crypto";
import { z } from "zod";
import type { Carrier, HandOver, PushTarget } from "@/inngest/providers/contract";
import { EventQueue } from "@/inngest/sandbox/event-queue";
import type { JsonObject, ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import { answerFailure } from "@/lib/routing/failure-class";
import { acceptMessage } from "@/lib/sandbox/accept-message";
import { advanceMessage, type MovingMessage } from "@/lib/sandbox/advance-message";
import { inboundUrlOf } from "@/lib/sandbox/callback-address";
import type { CarrierEvent, PlannedEvent } from "@/lib/sandbox/carrier-event";
import { type Inbound, inboundBody, type PersonSays } from "@/lib/sandbox/inbound-body";
import { freshPhone, type PhoneState } from "@/lib/sandbox/phone-state";
import { planEvents, planPosts } from "@/lib/sandbox/plan-events";
import { planReaction } from "@/lib/sandbox/plan-reaction";
import { revokeMessage } from "@/lib/sandbox/revoke-message";
import { seededRandom } from "@/lib/sandbox/seeded-random";
import { simulatedPhone, stretchMs } from "@/lib/sandbox/simulated-phone";
import { stopIntent } from "@/lib/sandbox/stop-intent";
import { templateFaults } from "@/lib/sandbox/template-faults";
import { templateOf } from "@/lib/sandbox/template-of";
import { validateRequest } from "@/lib/sandbox/validate-request";
import { wireChannel } from "@/lib/sandbox/wire-channels";

/** What comes back from the outside world, at its moment of the virtual clock. */
export type CarrierNews =
  /** A callback: the body a real one would have posted to `url`. */
  | { kind: "status" | "inbound"; at: Date; url: string; body: JsonObject }
  /** A person followed a link. */
  | { kind: "opened"; at: Date; url: string };

/** Who is behind an address (number, page-scoped id or push endpoint). */
export interface SimulatedPerson {
  seed: string;
  /** Hours their clock is ahead of UTC. */
  utcOffsetHours: number;
}

export interface InProcessCarrierOptions {
  /** The virtual clock. */
  now: () => Date;
  /** Takes the news in the order of time. */
  sink: (news: CarrierNews) => Promise<void> | void;
  /** Null for a phone moved by hand: it gets everything and does nothing by itself. */
  personOf: (address: string) => SimulatedPerson | null;
  /** Same seed, same ids, delays and outcomes, in whatever order messages of the same moment come. */
  seed: string;
}

interface Held extends MovingMessage {
  statusUrl: string | null;
}

/** The sandbox carrier without HTTP, database or waiting: the same rules on a virtual clock. For tests and the demo. */
export class InProcessCarrier implements Carrier {
  private readonly messages = new Map<string, Held>();
  private readonly queue = new EventQueue<PlannedEvent>();
  private readonly templates = new Map<string, TemplateDefinition>();
  private readonly phones = new Map<string, PhoneState>();
  private readonly stops = new Map<string, { at: Date; messagesSince: number }>();
  private readonly windows = new Map<string, Date>();
  /** How often something was handed over or said under a name. */
  private readonly turns = new Map<string, number>();

  constructor(private readonly options: InProcessCarrierOptions) {}

  async handOver(request: ProviderRequest, target: PushTarget | null): Promise<HandOver> {
    return request.provider === "vonage" ? this.takeMessage(request.body) : this.takeNotification(request, target);
  }

  async revoke(providerMessageId: string): Promise<boolean> {
    const message = this.messages.get(providerMessageId) ?? null;
    const answer = revokeMessage(message, { status: "revoked" }, "", this.options.now());
    if (!("isWithdrawn" in answer)) return false;
    if (message && answer.isWithdrawn) message.state = "revoked";
    return true;
  }

  async registerTemplate(template: TemplateDefinition): Promise<"approved" | "rejected"> {
    if (templateFaults(template).length > 0) return "rejected";
    this.templates.set(`${template.name}|${template.language}`, template);
    return "approved";
  }

  /** Changes a phone moved by hand; coming online brings what waited. */
  setPhone(address: string, patch: Partial<PhoneState>): void {
    const now = this.options.now();
    this.phones.set(address, { ...this.phoneAt(address, now), ...patch });
    if (!patch.online) return;
    for (const message of this.messages.values()) {
      if (message.number === address && message.state === "submitted") this.deliver(message.id, now);
    }
  }

  /** A person writes or taps, now. The callback comes with the next `advanceTo`. */
  say(about: Omit<Inbound, "id" | "says"> & { says: PersonSays; statusUrl: string }): void {
    this.answer(about, about.statusUrl, about.says, this.options.now());
  }

  /** A person reads a message, now. */
  read(providerMessageId: string): void {
    const event: CarrierEvent = { kind: "change", status: "read", errorCode: null, copies: 1, heldBackMs: 0 };
    this.queue.add(this.options.now(), { messageId: providerMessageId, dueAt: this.options.now(), event });
  }

  /** When the next thing will happen; null when nothing will. */
  nextDueAt(): Date | null {
    return this.queue.nextDueAt();
  }

  /** Lets everything happen that is due until `moment`, in order, and tells the sink. Answers how much news there was. */
  async advanceTo(moment: Date): Promise<number> {
    let news = 0;
    for (;;) {
      const next = this.queue.nextDueAt();
      if (next === null || next > moment) return news;
      const taken = this.queue.take();
      if (!taken) return news;
      news += await this.happen(taken.item, taken.dueAt);
    }
  }

  private async happen({ messageId, event }: PlannedEvent, at: Date): Promise<number> {
    if (event.kind === "post") {
      // The news was composed when it was planned; only its hour has come.
      const kind = event.url === inboundUrlOf(event.url) ? "inbound" : "status";
      await this.options.sink({ kind, at, url: event.url, body: JSON.parse(event.text) });
      return 1;
    }
    if (event.kind === "open") {
      await this.options.sink({ kind: "opened", at, url: event.url });
      return 1;
    }
    const message = this.messages.get(messageId);
    if (!message) return 0;
    if (event.kind === "say") {
      if (message.statusUrl !== null) {
        this.answer({ ...message, answersTo: message.id }, message.statusUrl, event.says, at);
      }
      return 0;
    }
    this.change(message, event, at);
    return 0;
  }

  private change(message: Held, event: Extract<CarrierEvent, { kind: "change" }>, at: Date): void {
    const advance = advanceMessage(message, event, this.phoneAt(message.number, at), null, at);
    if (advance.state !== null) message.state = advance.state;
    if (advance.webhook) this.plan(planPosts(message, advance.webhook, at, event));
    if (advance.expiresAt) {
      const expired: CarrierEvent = { kind: "change", status: "expired", errorCode: 1360, copies: 1, heldBackMs: 0 };
      this.plan([{ messageId: message.id, dueAt: advance.expiresAt, event: expired }]);
      this.tryAgain(message, advance.expiresAt, at);
    }
    const person = this.options.personOf(message.number);
    if (advance.state === "delivered" && person) {
      const hour = Math.floor(at.getTime() / 3_600_000 + person.utcOffsetHours) % 24;
      this.plan(planReaction(person.seed, message, this.definitionFor(message.body), at, (hour + 24) % 24));
    }
  }

  /** A simulated phone comes back by itself, at the start of a stretch. */
  private tryAgain(message: Held, expiresAt: Date, at: Date): void {
    if (!this.options.personOf(message.number) || this.phones.has(message.number)) return;
    for (let stretch = Math.floor(at.getTime() / stretchMs) + 1; stretch * stretchMs < expiresAt.getTime(); stretch++) {
      const start = new Date(stretch * stretchMs);
      if (!this.phoneAt(message.number, start).online) continue;
      this.deliver(message.id, start);
      return;
    }
  }

  private deliver(messageId: string, dueAt: Date): void {
    const event: CarrierEvent = { kind: "change", status: "delivered", errorCode: null, copies: 1, heldBackMs: 0 };
    this.plan([{ messageId, dueAt, event }]);
  }

  private takeMessage(body: JsonObject): HandOver {
    const validation = validateRequest(body, "in-process");
    if (!validation.ok) return refusedWith(validation.answer.httpStatus, validation.answer.body.type);
    const { request } = validation;
    const { channel, to: number, from: sender, clientRef, statusUrl, ttlSeconds } = request;
    const now = this.options.now();
    const stop = this.stops.get(key(number, sender)) ?? null;
    const id = this.newId(key(number, sender, channel, clientRef ?? ""));
    const acceptance = acceptMessage(
      request,
      {
        account: { isRateExceeded: false },
        phone: this.phoneAt(number, now),
        stop,
        lastInboundAt: this.windows.get(key(number, sender, channel)) ?? null,
        isTemplateApproved: this.definitionFor(body) !== null,
      },
      { messageUuid: id, instance: "in-process" },
      now,
      seededRandom(`carrier:${id}`),
    );
    if (acceptance.httpStatus !== 202) {
      const { responseBody } = acceptance;
      return refusedWith(acceptance.httpStatus, "type" in responseBody ? responseBody.type : "");
    }
    if (stop) stop.messagesSince += 1;
    this.hold({
      id,
      channel,
      number,
      sender,
      clientRef,
      body,
      statusUrl,
      ttlSeconds,
      state: "accepted",
      createdAt: now,
    });
    this.plan(planEvents(id, acceptance.plan, now));
    return { kind: "accepted", providerMessageId: id };
  }

  private takeNotification(
    request: Extract<ProviderRequest, { provider: "web-push" }>,
    target: PushTarget | null,
  ): HandOver {
    const now = this.options.now();
    const number = target?.endpoint ?? "";
    if (!this.phoneAt(number, now).push) {
      return { kind: "refused", code: "410", failure: "unreachable", retryAfterSeconds: null };
    }
    const { payload, ttlSeconds, urgency, topic } = request;
    const id = this.newId(key(number, topic));
    const body = { provider: "web-push", payload, ttlSeconds, urgency, topic };
    const base = { id, number, body, ttlSeconds, channel: "push", sender: "push", clientRef: null, statusUrl: null };
    this.hold({ ...base, state: "accepted", createdAt: now });
    this.deliver(id, new Date(now.getTime() + 700));
    return { kind: "accepted", providerMessageId: id };
  }

  private answer(
    about: Pick<Inbound, "channel" | "number" | "sender" | "answersTo">,
    statusUrl: string,
    says: PersonSays,
    at: Date,
  ): void {
    const { channel, number, sender, answersTo } = about;
    const rules = wireChannel(channel);
    const id = this.newId(key(number, sender, channel, "says"));
    if (rules?.windowHours) this.windows.set(key(number, sender, channel), at);
    const words = says.kind === "text" ? says.text : says.kind === "reply" ? says.id : "";
    const intent = rules?.honoursStop ? stopIntent(words) : null;
    if (intent === "stop") this.stops.set(key(number, sender), { at, messagesSince: 0 });
    if (intent === "start") this.stops.delete(key(number, sender));
    const body = inboundBody({ id, channel, number, sender, says, answersTo }, at);
    this.plan(planPosts({ id, statusUrl: inboundUrlOf(statusUrl) }, body, at));
  }

  private phoneAt(address: string, at: Date): PhoneState {
    const known = this.phones.get(address);
    if (known) return known;
    const person = this.options.personOf(address);
    return person ? simulatedPhone(person.seed, at) : freshPhone;
  }

  private definitionFor(body: JsonObject): JsonObject | null {
    const named = templateOf(body);
    const template = named && this.templates.get(`${named.name}|${named.language}`);
    return template ? z.record(z.string(), z.json()).parse(template) : null;
  }

  private hold(message: Held): void {
    this.messages.set(message.id, message);
  }

  private plan(events: readonly PlannedEvent[]): void {
    for (const event of events) this.queue.add(event.dueAt, event);
  }

  /** In the form of a version 4 uuid, by what it names and how often that came before. */
  private newId(named: string): string {
    const turn = (this.turns.get(named) ?? 0) + 1;
    this.turns.set(named, turn);
    const hex = createHash("sha256").update(`${this.options.seed} ${turn} ${named}`).digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}

function refusedWith(httpStatus: number, type: string): HandOver {
  const code = /#(.+)$/.exec(type)?.[1] ?? String(httpStatus);
  const failure = answerFailure(httpStatus, code);
  return { kind: "refused", code, failure, retryAfterSeconds: httpStatus === 429 ? 1 : null };
}

function key(...parts: string[]): string {
  return parts.join("|");
}
