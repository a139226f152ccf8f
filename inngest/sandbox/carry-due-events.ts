import { randomUUID } from "node:crypto";
import type { Sql } from "@/db/client";
import {
  addEvents,
  bodiesToSubmit,
  type ClaimedEvent,
  changeMessages,
  claimDueEvents,
  dropEvents,
  lockMessages,
  type MessageAtPhone,
  type MessageChange,
  postponeEvents,
  recordInbound,
  templatesOf,
} from "@/db/queries/sandbox-carrier";
import type { NearClient } from "@/inngest/providers/sandbox/near-client";
import { advanceMessage } from "@/lib/sandbox/advance-message";
import type { PlannedEvent } from "@/lib/sandbox/carrier-event";
import { mediaErrorCode, mediaOf } from "@/lib/sandbox/media-rules";
import { planPosts } from "@/lib/sandbox/plan-events";
import { planReaction } from "@/lib/sandbox/plan-reaction";
import { retryDelaySeconds } from "@/lib/sandbox/retry-delay";
import { templateOf } from "@/lib/sandbox/template-of";

export interface CarrierDeps {
  sql: Sql;
  near: NearClient;
  now: () => Date;
}

const batchSize = 400;
const leaseSeconds = 180;
const postsAtOnce = 32;

/** One pass of the carrier: takes what is due, changes messages, posts callbacks. Answers how many events it took. */
export async function carryDueEvents(deps: CarrierDeps): Promise<number> {
  const claimed = await claimDueEvents(deps.sql, { now: deps.now(), limit: batchSize, leaseSeconds });
  const posts = claimed.filter(({ event }) => event.kind === "post");
  const rest = claimed.filter(({ event }) => event.kind !== "post");
  if (rest.length > 0) await actOn(deps, rest);
  if (posts.length > 0) await postAll(deps, posts);
  return claimed.length;
}

/** Everything but callbacks, in one transaction: the change, what follows from it, and the end of the event. */
async function actOn(deps: CarrierDeps, events: ClaimedEvent[]): Promise<void> {
  const mediaErrors = await fetchMediaOf(deps, events);
  const links: string[] = [];
  await deps.sql.begin(async (tx) => {
    const now = deps.now();
    const messages = await lockMessages(tx, [...new Set(events.map(({ messageId }) => messageId))]);
    const changes = new Map<string, MessageChange>();
    const planned: PlannedEvent[] = [];
    const delivered: MessageAtPhone[] = [];
    for (const { event, messageId } of events) {
      const message = messages.get(messageId);
      if (!message) continue;
      if (event.kind === "change") {
        const advance = advanceMessage(message, event, message.phone, mediaErrors.get(messageId) ?? null, now);
        if (advance.state !== null) {
          message.state = advance.state;
          const errorCode = advance.state === "rejected" ? codeOf(advance.webhook) : null;
          changes.set(messageId, { id: messageId, state: advance.state, errorCode });
          if (advance.state === "delivered") delivered.push(message);
        }
        if (advance.webhook) planned.push(...planPosts(message, advance.webhook, now, event));
        if (advance.expiresAt) planned.push(expiry(messageId, advance.expiresAt));
      } else if (event.kind === "say" && message.statusUrl !== null) {
        const { account, channel, number, sender, statusUrl } = message;
        const inbound = { id: randomUUID(), account, channel, number, sender, statusUrl, says: event.says };
        await recordInbound(tx, { ...inbound, answersTo: messageId }, now);
      } else if (event.kind === "open") {
        links.push(event.url);
      }
    }
    planned.push(...(await reactions(tx, delivered, now)));
    await changeMessages(tx, [...changes.values()], now);
    await addEvents(tx, planned, now);
    await dropEvents(
      tx,
      events.map(({ id }) => id),
    );
  });
  await Promise.all(links.map((url) => deps.near.open(url)));
}

async function reactions(tx: Parameters<typeof templatesOf>[0], delivered: MessageAtPhone[], now: Date) {
  const simulated = delivered.filter(({ personSeed }) => personSeed !== null);
  const named = simulated.flatMap(({ body }) => templateOf(body) ?? []);
  const templates = await templatesOf(tx, named);
  return simulated.flatMap((message) => {
    const template = templateOf(message.body);
    const definition = template ? (templates.get(`${template.name}|${template.language}`) ?? null) : null;
    return planReaction(message.personSeed ?? "", message, definition, now, now.getUTCHours());
  });
}

async function fetchMediaOf(deps: CarrierDeps, events: ClaimedEvent[]): Promise<Map<string, number>> {
  const submitting = events.filter(({ event }) => event.kind === "change" && event.status === "submitted");
  const bodies = await bodiesToSubmit(
    deps.sql,
    submitting.map(({ messageId }) => messageId),
  );
  const errors = new Map<string, number>();
  await Promise.all(
    bodies.map(async ({ id, channel, body }) => {
      for (const media of mediaOf(body)) {
        const code = mediaErrorCode(channel, media, await deps.near.fetchMedia(media.url));
        if (code !== null && !errors.has(id)) errors.set(id, code);
      }
    }),
  );
  return errors;
}

/** Posts callbacks, many at a time; those not answered with 200 go back on the clock. */
async function postAll(deps: CarrierDeps, posts: ClaimedEvent[]): Promise<void> {
  const done: string[] = [];
  const later: { id: string; dueAt: Date }[] = [];
  const queue = posts.values();
  const worker = async () => {
    for (const { id, event, attempts, createdAt } of queue) {
      if (event.kind !== "post") continue;
      const status = await deps.near.post(event.url, event.text, deps.now());
      const now = deps.now();
      const delay = status === 200 ? null : retryDelaySeconds(attempts, (now.getTime() - createdAt.getTime()) / 1000);
      if (delay === null) done.push(id);
      else later.push({ id, dueAt: new Date(now.getTime() + delay * 1000) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(postsAtOnce, posts.length) }, worker));
  await dropEvents(deps.sql, done);
  await postponeEvents(deps.sql, later);
}

function expiry(messageId: string, dueAt: Date): PlannedEvent {
  return {
    messageId,
    dueAt,
    event: { kind: "change", status: "expired", errorCode: 1360, copies: 1, heldBackMs: 0 },
  };
}

function codeOf(webhook: ReturnType<typeof advanceMessage>["webhook"]): number | null {
  const error = webhook?.error;
  return typeof error === "object" && error !== null && !Array.isArray(error) ? Number(error.title) : null;
}
