import { sql } from "drizzle-orm";
import { startInstallation } from "@/bench/installation";
import { type BenchCampaign, launch, seedCampaign } from "@/bench/seed-campaign";
import { startStub } from "@/bench/start-stub";
import { stubReportSchema } from "@/bench/stub-messages";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import type { Ladder } from "@/lib/ladder/schema";

const ladder: Ladder = { rungs: [{ id: "only", channels: ["sms"], waitSeconds: 3600, success: "delivered" }] };
const patienceMs = 15 * 60_000;

export interface LaunchBenchOptions {
  dataDir: string;
  recipients: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface LaunchBenchResult {
  recipients: number;
  /** From the press of Launch until everybody is in the campaign, messages going out meanwhile. */
  snapshotSeconds: number;
  /** One INSERT..SELECT of the same columns into an empty table with the same indexes, nothing else running. */
  bareSeconds: number;
  ratio: number;
  /** From the press of Launch until the provider has the first message. */
  firstMessageSeconds: number;
  /** How many messages the provider had when the snapshot was complete. */
  sentMeanwhile: number;
  taken: number;
  duplicates: number;
  /** Of the worker. */
  peakRssMb: number;
}

/** Launches a campaign to everybody in a whole installation, beside the bare statement on the same database. */
export async function benchLaunch({
  dataDir,
  recipients,
  isBuilt,
  note,
}: LaunchBenchOptions): Promise<LaunchBenchResult> {
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const stub = await startStub(secrets);
  const installation = await startInstallation({ dataDir, carrierUrl: stub.url, secrets, env: {}, isBuilt, note });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 2 });
  const received = async (question: "counts" | "details" = "counts") =>
    stubReportSchema.parse(await stub.ask(question));
  try {
    note(`Making ${recipients} people.`);
    const campaign = await seedCampaign(connection.db, { people: recipients, ladder, now: new Date() });
    await connection.sql`vacuum analyze`;
    // The second time finds the people in memory, as the launch does.
    await bareSnapshot(connection.db, campaign);
    const bareSeconds = await bareSnapshot(connection.db, campaign);
    note(`Bare INSERT..SELECT: ${bareSeconds.toFixed(1)} s.`);

    const startedAt = performance.now();
    const since = () => (performance.now() - startedAt) / 1000;
    await launch(connection.db, campaign, new Date());
    let firstMessageSeconds = 0;
    let snapshotSeconds = 0;
    while ((firstMessageSeconds === 0 || snapshotSeconds === 0) && since() * 1000 < patienceMs) {
      if (firstMessageSeconds === 0 && (await received()).received > 0) firstMessageSeconds = since();
      if (snapshotSeconds === 0 && (await isLaunched(connection.db, campaign))) snapshotSeconds = since();
      await pause(50);
    }
    const { counts } = await received("details");
    note(`Launched in ${snapshotSeconds.toFixed(1)} s, the first message after ${firstMessageSeconds.toFixed(1)} s.`);
    return {
      recipients,
      snapshotSeconds: round(snapshotSeconds),
      bareSeconds: round(bareSeconds),
      ratio: round(snapshotSeconds / bareSeconds),
      firstMessageSeconds: round(firstMessageSeconds),
      sentMeanwhile: counts.length,
      taken: await takenPeople(connection.db, campaign),
      duplicates: counts.reduce((sum, [, count]) => sum + count - 1, 0),
      peakRssMb: installation.peaksMb().worker,
    };
  } finally {
    await connection.end();
    await installation.stop();
    stub.stop();
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;

async function bareSnapshot(db: Database, { workspaceId, campaignId }: BenchCampaign): Promise<number> {
  await db.execute(sql`create table bare_recipient (like recipient including defaults including indexes)`);
  await db.execute(sql`checkpoint`);
  const startedAt = performance.now();
  await db.execute(sql`
    insert into bare_recipient (campaign_id, contact_id, workspace_id, arm_key, state, rung, updated_at)
    select ${campaignId}::uuid, id, ${workspaceId}::uuid, 'A', 'pending', 0, now()
    from contact where workspace_id = ${workspaceId} and erased_at is null order by id`);
  const seconds = (performance.now() - startedAt) / 1000;
  await db.execute(sql`drop table bare_recipient`);
  await db.execute(sql`checkpoint`);
  return seconds;
}

async function isLaunched(db: Database, { campaignId }: BenchCampaign): Promise<boolean> {
  const [row] = await db.execute<{ launched: boolean }>(
    sql`select launched_at is not null as launched from campaign where id = ${campaignId}`,
  );
  return row?.launched === true;
}

async function takenPeople(db: Database, { campaignId }: BenchCampaign): Promise<number> {
  const [row] = await db.execute<{ people: number }>(
    sql`select count(*)::int as people from recipient where campaign_id = ${campaignId}`,
  );
  return row?.people ?? 0;
}
