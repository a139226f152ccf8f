import { sql } from "drizzle-orm";
import { type HelperProcess, startHelper } from "@/bench/helper-process";
import { startInstallation } from "@/bench/installation";
import { launch, seedCampaign } from "@/bench/seed-campaign";
import { startStub } from "@/bench/start-stub";
import { type StubReport, stubReportSchema } from "@/bench/stub-messages";
import { untilDelivered } from "@/bench/until-delivered";
import { freePort } from "@/bin/ports";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import type { Ladder } from "@/lib/ladder/schema";

const ladder: Ladder = { rungs: [{ id: "only", channels: ["sms"], waitSeconds: 3600, success: "delivered" }] };

export interface SendBenchOptions {
  dataDir: string;
  recipients: number;
  /** Messages under way at once, in the app and in the bare loop. */
  concurrency: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface SendBenchResult {
  recipients: number;
  /** From the press of Launch until every delivery is reported, applied and counted. */
  seconds: number;
  messagesPerSecond: number;
  /** The same requests and receipts between processes that do nothing else. */
  bareLoopPerSecond: number;
  ratio: number;
  duplicates: number;
  /** People who got nothing, or whose delivery was reported and is not known. */
  lost: number;
  /** Web server and worker together. */
  peakRssMb: number;
}

/** Sends a campaign through a whole installation to a provider on loopback, then measures the ceiling in the same way. */
export async function benchSend(options: SendBenchOptions): Promise<SendBenchResult> {
  const { dataDir, recipients, concurrency, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const app = await sendThroughCascade(options, secrets);
  note(`Cascade: ${recipients} messages in ${app.seconds.toFixed(1)} s.`);
  const bareSeconds = await sendBare(app.bodies, concurrency, secrets);
  note(`Bare loop: ${recipients} messages in ${bareSeconds.toFixed(1)} s.`);
  const messagesPerSecond = recipients / app.seconds;
  const bareLoopPerSecond = recipients / bareSeconds;
  return {
    recipients,
    seconds: round(app.seconds),
    messagesPerSecond: round(messagesPerSecond),
    bareLoopPerSecond: round(bareLoopPerSecond),
    ratio: round(messagesPerSecond / bareLoopPerSecond),
    duplicates: app.duplicates,
    lost: app.lost,
    peakRssMb: app.peakRssMb,
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

async function sendThroughCascade(options: SendBenchOptions, secrets: Record<string, string>) {
  const { dataDir, recipients, note } = options;
  const stub = await startStub(secrets, { keepsBodies: true });
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
    const campaign = await seedCampaign(connection.db, { people: recipients, ladder, now: new Date() });
    await connection.sql`analyze`;
    const startedAt = performance.now();
    await launch(connection.db, campaign, new Date());
    await untilDelivered(connection.db, campaign.campaignId, recipients, note);
    const seconds = (performance.now() - startedAt) / 1000;
    const details = await report(stub, "details");
    const { bodies } = await report(stub, "bodies");
    const delivered = await deliveredIds(connection.db, campaign.campaignId);
    const received = new Map(details.counts);
    const unheard = details.reported.filter((id) => !delivered.has(id)).length;
    return {
      seconds,
      bodies,
      duplicates: [...received.values()].reduce((sum, count) => sum + count - 1, 0),
      lost: recipients - received.size + unheard,
      peakRssMb: installation.peakRssMb(),
    };
  } finally {
    await connection.end();
    await installation.stop();
    stub.stop();
  }
}

async function deliveredIds(db: Database, campaignId: string): Promise<Set<string>> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from delivery where campaign_id = ${campaignId} and delivered_at is not null`,
  );
  return new Set(rows.map((row) => row.id));
}

/** The same bodies to the same stub, its receipts to a server that only answers 200. */
async function sendBare(bodies: string[], concurrency: number, secrets: Record<string, string>): Promise<number> {
  const serverPort = await freePort();
  const receiptsTo = `http://127.0.0.1:${serverPort}/`;
  const server = await startHelper("bench/bare-server.ts", [String(serverPort)]);
  const stub = await startStub(secrets, { receiptsTo });
  const loop = await startHelper("bench/bare-loop.ts");
  try {
    const startedAt = performance.now();
    await loop.ask({ origin: stub.url, path: "/v1/messages", concurrency, bodies });
    for (;;) {
      const { receiptsTaken } = await report(stub, "counts");
      if (receiptsTaken >= bodies.length * 2) break;
      await pause(20);
    }
    return (performance.now() - startedAt) / 1000;
  } finally {
    for (const helper of [loop, stub, server]) helper.stop();
  }
}

async function report(stub: HelperProcess, question: "counts" | "details" | "bodies"): Promise<StubReport> {
  return stubReportSchema.parse(await stub.ask(question));
}
