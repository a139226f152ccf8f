import { sql } from "drizzle-orm";
import { type HelperProcess, startHelper } from "@/bench/helper-process";
import { startInstallation } from "@/bench/installation";
import { barePath, makeBareNext } from "@/bench/make-bare-next";
import { seedCampaign } from "@/bench/seed-campaign";
import { type SendingTask, sentWebhooksSchema } from "@/bench/webhook-task";
import { freePort } from "@/bin/ports";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import type { Ladder } from "@/lib/ladder/schema";

const ladder: Ladder = { rungs: [{ id: "only", channels: ["sms"], waitSeconds: 3600, success: "delivered" }] };
const CONNECTIONS = 64;
/** Of each way the better round counts, so that what else the machine does weighs less. */
const ROUNDS = 2;
const WARM_UP = 200;

/** Where webhooks are posted. */
const ways = ["bareServer", "bareRoute", "route", "door"] as const;
type Way = (typeof ways)[number];

export interface WebhookBenchOptions {
  dataDir: string;
  /** Webhooks that are posted in each round of each way. */
  receipts: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface WebhookBenchResult {
  receipts: number;
  /** As an installation takes them: at its webhook address, signed, stored and answered. */
  receiptsPerSecond: number;
  /** A route of the same framework that only answers 200. */
  barePerSecond: number;
  ratio: number;
  /** The same webhooks through the framework's route, as bodies of unknown length go. */
  routePerSecond: number;
  routeRatio: number;
  /** A server without any framework that only answers 200. */
  bareServerPerSecond: number;
  serverRatio: number;
  /** By the worker alone, from the first set it has applied until nothing waits. */
  appliedPerSecond: number;
  /** Webhooks that were not answered by 200, or not stored or applied. */
  refused: number;
  lost: number;
}

/** Posts signed webhooks at an installation, and at routes that do nothing, from one sender and in turn. */
export async function benchWebhooks(options: WebhookBenchOptions): Promise<WebhookBenchResult> {
  const { dataDir, receipts, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const account = { apiKey: secrets.SANDBOX_API_KEY ?? "", signatureSecret: secrets.SANDBOX_SIGNATURE_SECRET ?? "" };
  const installation = await startInstallation({
    ...{ dataDir, carrierUrl: "http://127.0.0.1:9", secrets, env: {}, isBuilt: options.isBuilt, note },
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 2 });
  const bare = await startBare(note);
  const sender = await startHelper("bench/webhook-sender.ts");
  // Receiving is measured by itself; what was stored is applied afterwards.
  process.kill(installation.pidOf("worker"), "SIGSTOP");
  try {
    const perRound = Math.ceil(receipts / 2);
    const { workspaceId, refs } = await seedMessages(connection.db, perRound * ROUNDS * 2 + WARM_UP);
    await connection.sql`analyze`;
    const own = { origin: installation.publicUrl, path: `/api/webhooks/vonage/${workspaceId}/status` };
    const targets: Record<Way, Pick<SendingTask, "origin" | "path" | "isChunked">> = {
      bareServer: { origin: bare.serverUrl, path: "/", isChunked: false },
      bareRoute: { origin: bare.routeUrl, path: barePath, isChunked: false },
      route: { ...own, isChunked: true },
      door: { ...own, isChunked: false },
    };
    const post = async (way: Way, about: string[]) => {
      const task: SendingTask = { ...targets[way], connections: CONNECTIONS, account, refs: about };
      return sentWebhooksSchema.parse(await sender.ask(task));
    };
    const warmUp = refs.splice(0, WARM_UP);
    for (const way of ways) await post(way, warmUp);
    const rates: Record<Way, number> = { bareServer: 0, bareRoute: 0, route: 0, door: 0 };
    let refused = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of ways) {
        const isOwn = way === "route" || way === "door";
        const sent = await post(way, isOwn ? refs.splice(0, perRound) : refs.slice(0, perRound));
        rates[way] = Math.max(rates[way], sent.posts / sent.seconds);
        refused += sent.refused;
        note(`${way}: ${Math.round(sent.posts / sent.seconds)} a second.`);
      }
    }
    const stored = await countWaiting(connection.db);
    process.kill(installation.pidOf("worker"), "SIGCONT");
    const applied = await untilApplied(connection.db, stored);
    const posted = perRound * 2 * ROUNDS * 2 + WARM_UP * 4;
    return {
      receipts: perRound * 2,
      receiptsPerSecond: round(rates.door),
      barePerSecond: round(rates.bareRoute),
      ratio: round(rates.door / rates.bareRoute),
      routePerSecond: round(rates.route),
      routeRatio: round(rates.route / rates.bareRoute),
      bareServerPerSecond: round(rates.bareServer),
      serverRatio: round(rates.door / rates.bareServer),
      appliedPerSecond: round(applied.perSecond),
      refused,
      lost: posted - applied.receipts,
    };
  } finally {
    process.kill(installation.pidOf("worker"), "SIGCONT");
    sender.stop();
    bare.stop();
    await connection.end();
    await installation.stop();
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;

async function startBare(note: (sentence: string) => void) {
  const folder = await makeBareNext(note);
  const [routePort, serverPort] = [await freePort(), await freePort()];
  const helpers: HelperProcess[] = [
    await startHelper("bench/bare-next.ts", [folder, String(routePort)]),
    await startHelper("bench/bare-server.ts", [String(serverPort)]),
  ];
  return {
    routeUrl: `http://127.0.0.1:${routePort}`,
    serverUrl: `http://127.0.0.1:${serverPort}`,
    stop: () => {
      for (const helper of helpers) helper.stop();
    },
  };
}

/** Messages that were handed over and about which nothing was reported. */
async function seedMessages(db: Database, count: number): Promise<{ workspaceId: string; refs: string[] }> {
  const { workspaceId, campaignId } = await seedCampaign(db, { people: count, ladder, now: new Date() });
  await db.execute(sql`update campaign set state = 'sending', launched_at = now() where id = ${campaignId}`);
  await db.execute(sql`
    insert into recipient (campaign_id, contact_id, workspace_id, arm_key, state, rung, next_action_at, updated_at)
    select ${campaignId}, id, ${workspaceId}, 'A', 'active', 0, now() + interval '1 hour', now()
    from contact where workspace_id = ${workspaceId}`);
  const rows = await db.execute<{ id: string }>(sql`
    insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state,
      created_at, accepted_at)
    select gen_random_uuid(), ${workspaceId}, ${campaignId}, contact_id, 0, 'A', 'sms', id, 'accepted', now(), now()
    from address where workspace_id = ${workspaceId} returning id`);
  return { workspaceId, refs: rows.map(({ id }) => id) };
}

async function countWaiting(db: Database): Promise<number> {
  const [row] = await db.execute<{ waiting: number }>(sql`select count(*)::int as waiting from receipt_waiting`);
  return row?.waiting ?? 0;
}

/** Waits until every stored receipt is applied; what the first set took to begin with does not count. */
async function untilApplied(db: Database, stored: number): Promise<{ receipts: number; perSecond: number }> {
  let first: { waiting: number; at: number } | undefined;
  for (const end = performance.now() + 600_000; performance.now() < end; await pause(20)) {
    const waiting = await countWaiting(db);
    const at = performance.now();
    if (waiting < stored) first ??= { waiting, at };
    if (first === undefined || waiting > 0) continue;
    const [row] = await db.execute<{ receipts: number }>(
      sql`select count(*) filter (where outcome is null)::int as receipts from receipt`,
    );
    return { receipts: row?.receipts ?? 0, perSecond: (first.waiting / (at - first.at)) * 1000 };
  }
  throw new Error("the receipts were not applied in ten minutes");
}
