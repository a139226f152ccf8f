/**
 * A provider on loopback, as a process of its own: answers 202 to every message and posts the signed receipts back,
 * each until it was answered with 200. Started with `process.send`; the parent asks and is answered over IPC.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent } from "undici";
import { z } from "zod";
import { BodyFile } from "@/bench/body-file";
import { CarrierFaults, refusalOf } from "@/bench/carrier-faults";
import { Queue } from "@/bench/queue";
import { seededRandom } from "@/bench/seeded-random";
import { signWebhook } from "@/bench/sign-webhook";
import { chaosOutcome, type StubReport, type StubSettings, stubSettingsSchema } from "@/bench/stub-messages";

const RECEIPTS_AT_ONCE = 32;
const RETRY_MS_MAX = 2_000;

const messageSchema = z.looseObject({
  channel: z.string(),
  to: z.string(),
  from: z.string(),
  client_ref: z.string(),
  webhook_url: z.string(),
});
type Message = z.infer<typeof messageSchema>;

interface Receipt {
  url: string;
  body: string;
  attempts: number;
  /** What to post once this one was taken: receipts of one message come in order. */
  next: Receipt | null;
  /** Whether it reports that the message reached the phone. */
  reportsDelivery: string | null;
}

const settings: StubSettings = stubSettingsSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
const agent = new Agent({ connections: RECEIPTS_AT_ONCE, pipelining: 1 });
const seen = new Map<string, number>();
const arrivals: [string, string, number][] = [];
let received = 0;
const bodies = settings.bodiesFile === null ? null : new BodyFile(settings.bodiesFile);
const outcomes = { delivered: 0, rejected: 0, silent: 0 };
const reported = new Set<string>();
const waiting = new Queue<Receipt>();
let posting = 0;
let taken = 0;
let retrying = 0;
const random = seededRandom(settings.seed);
const faults = settings.isFaulty ? new CarrierFaults(seededRandom(settings.seed + 1)) : null;

function answer(response: ServerResponse, status: number, body: unknown, more: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text), ...more };
  response.writeHead(status, headers);
  response.end(text);
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readBody(request);
  if (request.method === "PATCH") return answer(response, 202, {});
  if (request.url?.endsWith("/templates")) return answer(response, 201, { status: "APPROVED" });
  const fault = faults?.ofRequest() ?? null;
  const refusal = refusalOf(fault);
  if (refusal !== null) return answer(response, refusal.status, { title: "Not now" }, refusal.headers);
  const message = messageSchema.parse(JSON.parse(text));
  // Counted when it arrives: what was handed over was handed over, whether or not the sender lives to hear the answer.
  seen.set(message.client_ref, (seen.get(message.client_ref) ?? 0) + 1);
  received += 1;
  if (settings.keepsArrivals)
    arrivals.push([message.client_ref, message.to, performance.timeOrigin + performance.now()]);
  bodies?.add(text);
  const id = randomUUID();
  const accept = () => {
    if (fault === "failedAfterAccept") answer(response, 500, { title: "Taken all the same" });
    else if (fault !== "noAnswer") answer(response, 202, { message_uuid: id });
    report(message, id);
  };
  const delayMs = settings.answerMs + random() * settings.answerMsMax;
  if (delayMs === 0) accept();
  else setTimeout(accept, delayMs);
}

/** The receipts this message will have, first to last. */
function report(message: Message, id: string): void {
  const outcome = settings.isHarsh ? chaosOutcome(message.client_ref) : "delivered";
  outcomes[outcome] += 1;
  if (!settings.sendsReceipts) return;
  const last = outcome === "silent" ? [] : posted(receipt(message, id, outcome), true);
  const first = posted(receipt(message, id, "submitted"), last.length > 0);
  const all = [...first, ...last];
  for (const [index, each] of all.entries()) each.next = all[index + 1] ?? null;
  const [next] = all;
  if (next !== undefined) waiting.push(next);
  pump();
}

/** A report as often as it is posted. */
function posted(report: Receipt, mayBeLost: boolean): Receipt[] {
  const fault = faults?.ofReport(mayBeLost) ?? null;
  if (fault === "never") return [];
  return fault === "twice" ? [report, { ...report }] : [report];
}

function receipt(message: Message, id: string, status: string): Receipt {
  const { to, from, channel, client_ref } = message;
  const error = {
    type: "https://developer.vonage.com/api-errors/messages#1300",
    title: "1300",
    detail: "",
    instance: id,
  };
  const body = JSON.stringify({
    message_uuid: id,
    to,
    from,
    timestamp: new Date().toISOString(),
    status,
    channel,
    client_ref,
    ...(status === "rejected" ? { error } : {}),
  });
  return {
    url: settings.receiptsTo ?? message.webhook_url,
    body,
    attempts: 0,
    next: null,
    reportsDelivery: status === "delivered" ? client_ref : null,
  };
}

function pump(): void {
  while (posting < RECEIPTS_AT_ONCE) {
    const next = waiting.shift();
    if (next === undefined) return;
    posting += 1;
    void post(next).finally(() => {
      posting -= 1;
      pump();
    });
  }
}

async function post(each: Receipt): Promise<void> {
  each.attempts += 1;
  const url = new URL(each.url);
  const status = await agent
    .request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: "POST",
      headers: { "content-type": "application/json", authorization: signWebhook(each.body, settings) },
      body: each.body,
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
    })
    .then(async (answered) => {
      await answered.body.dump();
      return answered.statusCode;
    })
    .catch(() => 0);
  if (status === 200) {
    taken += 1;
    if (each.reportsDelivery !== null) reported.add(each.reportsDelivery);
    if (each.next !== null) waiting.push(each.next);
    return;
  }
  retrying += 1;
  setTimeout(
    () => {
      retrying -= 1;
      waiting.push(each);
      pump();
    },
    Math.min(RETRY_MS_MAX, 100 * 2 ** each.attempts),
  );
}

process.on("message", async (question) => {
  if (question === "details") await bodies?.flush();
  const state: StubReport = {
    type: "report",
    received,
    receiptsTaken: taken,
    receiptsOpen: waiting.length + posting + retrying,
    counts: question === "details" ? [...seen] : [],
    arrivals: question === "arrivals" ? arrivals : [],
    reported: question === "details" ? [...reported] : [],
    outcomes,
    faults: faults?.counts ?? {},
  };
  process.send?.(state);
});
process.on("disconnect", () => process.exit(0));

const server = createServer((request, response) => {
  take(request, response).catch(() => answer(response, 422, { title: "Invalid params" }));
});
server.keepAliveTimeout = 60_000;
server.listen(settings.port, "127.0.0.1", () => process.send?.({ type: "ready" }));
