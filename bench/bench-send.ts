import { join } from "node:path";
import { sql } from "drizzle-orm";
import { startInstallation } from "@/bench/installation";
import { judgeSend } from "@/bench/judge-send";
import { launch, seedCampaign } from "@/bench/seed-campaign";
import { sendBare, sendKeeping } from "@/bench/send-bare";
import { startStub } from "@/bench/start-stub";
import { stubReportSchema } from "@/bench/stub-messages";
import { untilSent } from "@/bench/until-sent";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import type { Ladder } from "@/lib/ladder/schema";

const single: Ladder = { rungs: [{ id: "only", channels: ["sms"], waitSeconds: 3600, success: "delivered" }] };

/** Ways on which rejections move people on at once and silence after the shortest wait there is. */
const rungs: Ladder["rungs"] = [
  { id: "first", channels: ["rcs"], waitSeconds: 10, success: "delivered" },
  { id: "second", channels: ["whatsapp"], waitSeconds: 10, success: "delivered" },
  { id: "last", channels: ["sms"], waitSeconds: 10, success: "delivered" },
];

export interface SendBenchOptions {
  dataDir: string;
  recipients: number;
  /** Messages under way at once, in the app and in the bare loop. */
  concurrency: number;
  /** The provider answers after this, the app and the bare loop alike. */
  latencyMs: number;
  /** Whether the provider reports what became of messages; without, a message is done when it was accepted. */
  hasReceipts: boolean;
  /** More than one: so many rungs, and a provider that rejects a fifth of the messages and forgets another fifth. */
  rungs: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface SendBenchResult {
  recipients: number;
  /** Messages that reached the provider; with one rung as many as people. */
  messages: number;
  /** From the press of Launch until everything is accepted, reported, applied and counted. */
  seconds: number;
  /** Without the seconds in which a ladder only waited: nothing to send, and no receipt under way. */
  busySeconds: number;
  /** In the busy seconds. */
  messagesPerSecond: number;
  /** The same requests and receipts between processes that do nothing else: the median of `bareLoopRuns`. */
  bareLoopPerSecond: number;
  /** One such run differs from the next by half. */
  bareLoopRuns: number[];
  ratio: number;
  /** The same once more, with each message and receipt written down and nothing decided. */
  keepingLoopPerSecond: number;
  /** What that loop makes of the bare one: about the best ratio of anybody who keeps messages on this machine. */
  keepingRatio: number;
  duplicates: number;
  /** People who got nothing or came to no end, and what the provider took or reported and we do not know of. */
  lost: number;
  /** The most memory the worker and the web server have held. */
  peakRssMb: number;
  webRssMb: number;
  latencyMs: number;
  receipts: "on" | "off";
  /** What each table that grows with messages takes on the disk, indexes and all, right after. */
  tableBytesPerMessage: Record<string, number>;
  /** With a ladder: what was sent on each rung, and what the provider made of it. */
  ladder?: { sentByRung: number[]; outcomes: Record<string, number> };
}

/** Sends a campaign through a whole installation to a provider on loopback, then measures the ceilings in the same way. */
export async function benchSend(options: SendBenchOptions): Promise<SendBenchResult> {
  const { dataDir, recipients, latencyMs, hasReceipts, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const bodiesFile = join(dataDir, "bodies");
  const app = await sendThroughCascade(options, secrets, bodiesFile);
  note(`Cascade: ${app.messages} messages in ${app.busySeconds.toFixed(1)} s.`);
  const bare = { ...options, bodiesFile, messages: app.messages, provider: providerOf(options) };
  const bareLoopRuns: number[] = [];
  while (bareLoopRuns.length < bareRuns) {
    const seconds = await sendBare(bare, secrets);
    note(`Bare loop: ${app.messages} messages in ${seconds.toFixed(1)} s.`);
    bareLoopRuns.push(app.messages / seconds);
  }
  const keepingSeconds = await sendKeeping(bare, secrets, dataDir);
  note(`Keeping loop: ${app.messages} messages in ${keepingSeconds.toFixed(1)} s.`);
  const messagesPerSecond = app.messages / app.busySeconds;
  const bareLoopPerSecond = median(bareLoopRuns);
  const keepingLoopPerSecond = app.messages / keepingSeconds;
  return {
    recipients,
    messages: app.messages,
    seconds: round(app.seconds),
    busySeconds: round(app.busySeconds),
    messagesPerSecond: round(messagesPerSecond),
    bareLoopPerSecond: round(bareLoopPerSecond),
    bareLoopRuns: bareLoopRuns.map(round),
    ratio: round(messagesPerSecond / bareLoopPerSecond),
    keepingLoopPerSecond: round(keepingLoopPerSecond),
    keepingRatio: round(keepingLoopPerSecond / bareLoopPerSecond),
    duplicates: app.duplicates,
    lost: app.lost,
    peakRssMb: app.peaksMb.worker,
    webRssMb: app.peaksMb.web,
    latencyMs,
    receipts: hasReceipts ? "on" : "off",
    tableBytesPerMessage: app.tableBytesPerMessage,
    ...(options.rungs > 1 && { ladder: { sentByRung: app.sentByRung, outcomes: app.outcomes } }),
  };
}

/** Odd, so that one of them is the median. */
const bareRuns = 3;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[(values.length - 1) / 2] ?? 0;

const round = (value: number) => Math.round(value * 1000) / 1000;

function providerOf({ latencyMs, hasReceipts, rungs: count }: SendBenchOptions) {
  return { answerMs: latencyMs, sendsReceipts: hasReceipts, isHarsh: count > 1 };
}

async function sendThroughCascade(options: SendBenchOptions, secrets: Record<string, string>, bodiesFile: string) {
  const { dataDir, recipients, hasReceipts, note } = options;
  const stub = await startStub(secrets, { ...providerOf(options), bodiesFile });
  const installation = await startInstallation({
    dataDir,
    carrierUrl: stub.url,
    secrets,
    env: { SENDING_CONCURRENCY: String(options.concurrency) },
    isBuilt: options.isBuilt,
    note,
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 2 });
  try {
    note(`Making ${recipients} people.`);
    const ladder = options.rungs > 1 ? { rungs: rungs.slice(-options.rungs) } : single;
    const campaign = await seedCampaign(connection.db, { people: recipients, ladder, now: new Date() });
    await connection.sql`analyze`;
    const ask = async () => stubReportSchema.parse(await stub.ask("counts"));
    const goal = { recipients, hasReceipts, hasLadder: options.rungs > 1 };
    const startedAt = performance.now();
    await launch(connection.db, campaign, new Date());
    const idleSeconds = await untilSent(connection.db, campaign.campaignId, goal, ask, note);
    const seconds = (performance.now() - startedAt) / 1000;
    const seen = stubReportSchema.parse(await stub.ask("details"));
    const verdict = await judgeSend(connection.db, campaign.campaignId, goal, seen);
    const tableBytesPerMessage = await bytesPerMessage(connection.db, seen.received);
    return {
      ...{ seconds, busySeconds: seconds - idleSeconds, messages: seen.received, outcomes: seen.outcomes },
      ...{ peaksMb: installation.peaksMb(), tableBytesPerMessage, ...verdict },
    };
  } finally {
    await connection.end();
    await installation.stop();
    stub.stop();
  }
}

const growing = ["recipient", "decision", "delivery", "receipt", "receipt_waiting"];

async function bytesPerMessage(db: Database, messages: number): Promise<Record<string, number>> {
  const rows = await db.execute<{ name: string; bytes: number }>(sql`
    select relname as name, pg_total_relation_size(relid)::float8 as bytes from pg_stat_user_tables
    where schemaname = 'public'
      and relname in (select jsonb_array_elements_text(${JSON.stringify(growing)}::text::jsonb))`);
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, Math.round(bytes / messages)]).sort());
}
