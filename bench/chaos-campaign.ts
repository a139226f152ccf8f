import { join } from "node:path";
import { sql } from "drizzle-orm";
import { FullDisk } from "@/bench/full-disk";
import { type Installation, type Part, parts, startInstallation } from "@/bench/installation";
import { launch, seedCampaign } from "@/bench/seed-campaign";
import { seededRandom } from "@/bench/seeded-random";
import { mountSmallDisk } from "@/bench/small-disk";
import { startStub } from "@/bench/start-stub";
import { type StubReport, stubReportSchema } from "@/bench/stub-messages";
import { WrongClocks } from "@/bench/wrong-clocks";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import type { Ladder } from "@/lib/ladder/schema";

const PATIENCE_MS = 45 * 60_000;
/** Room for 20,000 people three times over; small enough to be filled quickly. */
const DISK_MB = 1_536;
const CONCURRENCY = 100;
const CLOCK_JUMP_SHARE = 0.3;
/**
 * Slow answers keep the campaign going for as long as things are killed, and no longer: about two messages a person, in
 * as many seconds as the kills take.
 */
function slowestAnswerMs(recipients: number, kills: number): number {
  return Math.max(200, Math.min(3_000, Math.round((kills * 5_000 * CONCURRENCY) / (recipients * 2))));
}

/** Between two kills, at random: long enough for a worker to come back and get something done. */
const PAUSE_MS = { min: 500, max: 4_000 };

/** Three ways, so that rejections move on at once and silence moves on after the wait. */
const ladder: Ladder = {
  rungs: [
    { id: "first", channels: ["rcs"], waitSeconds: 20, success: "delivered" },
    { id: "second", channels: ["whatsapp"], waitSeconds: 20, success: "delivered" },
    { id: "last", channels: ["sms"], waitSeconds: 20, success: "delivered" },
  ],
};

export interface ChaosOptions {
  dataDir: string;
  recipients: number;
  kills: number;
  seed: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface ChaosResult {
  kills: number;
  /** Of these, how often the database. */
  databaseRestarts: number;
  /**
   * How the database could not write for a while: on a disk of its own that was filled to the last byte, or, where none
   * may be mounted, because it was told to refuse.
   */
  fullDisk: { how: "filled" | "refused"; times: number; seconds: number };
  clockJumps: number;
  /** What the provider did wrong, and with its reports. */
  faults: Record<string, number>;
  /** Messages the provider got exactly once. */
  sentOnce: number;
  /** Messages the provider got more than once. */
  duplicates: number;
  /** People without an end, messages we believe were sent and were not, and reported deliveries we do not know of. */
  lost: number;
  /** Deliveries whose fate is still open. */
  unknown: number;
  /** What exactly is wrong, in sentences; empty when nothing is. */
  wrong: string[];
}

/** Sends a campaign with rungs through an installation whose parts keep dying, whose disk fills up and whose clocks jump. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { dataDir, recipients, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const smallDisk = mountSmallDisk(join(dataDir, "postgres"), DISK_MB);
  const answerMsMax = slowestAnswerMs(recipients, options.kills);
  const stub = await startStub(secrets, { answerMsMax, isHarsh: true, isFaulty: true, seed: options.seed });
  const clocks = new WrongClocks(dataDir);
  const installation = await startInstallation({
    dataDir,
    carrierUrl: stub.url,
    secrets,
    env: { SENDING_CONCURRENCY: String(CONCURRENCY), SENDING_LEASE_SECONDS: "10", SENDING_GRACE_SECONDS: "90" },
    envOf: { worker: clocks.envOf("worker"), web: clocks.envOf("web") },
    isBuilt: options.isBuilt,
    note,
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 2 });
  try {
    const campaign = await seedCampaign(connection.db, { people: recipients, ladder, now: new Date() });
    await launch(connection.db, campaign, new Date());
    const disk = new FullDisk(smallDisk, connection.sql, note);
    const kills = await killAtRandom(installation, disk, clocks, options);
    clocks.right();
    await installation.untilUp();
    note(`${kills} kills done; waiting for the campaign to end.`);
    await untilFinished(connection.db, campaign.campaignId, note);
    await untilReceiptsAreIn(() => stub.ask("counts"), connection.db, note);
    const seen = stubReportSchema.parse(await stub.ask("details"));
    return {
      ...{ kills, databaseRestarts: installation.starts.database - 1, fullDisk: disk.done, clockJumps: clocks.jumps },
      ...{ faults: seen.faults, ...(await judge(connection.db, campaign.campaignId, recipients, seen)) },
    };
  } finally {
    await connection.end();
    await installation.stop();
    stub.stop();
    smallDisk?.remove();
  }
}

async function killAtRandom(
  installation: Installation,
  disk: FullDisk,
  clocks: WrongClocks,
  { kills, seed, note }: ChaosOptions,
): Promise<number> {
  const random = seededRandom(seed);
  const fullAt = new Set([Math.floor(kills / 3), Math.floor((kills * 2) / 3)]);
  let done = 0;
  while (done < kills) {
    await pause(PAUSE_MS.min + random() * (PAUSE_MS.max - PAUSE_MS.min));
    if (random() < CLOCK_JUMP_SHARE) clocks.jump(random);
    if (fullAt.delete(done)) await disk.beFull();
    const part: Part = parts[Math.floor(random() * parts.length)] ?? "worker";
    // What is just coming up would only be killed before it did anything.
    while (!installation.kill(part)) await pause(50);
    done += 1;
    note(`Killed the ${part} (${done} of ${kills}).`);
  }
  return done;
}

async function untilFinished(db: Database, campaignId: string, note: (sentence: string) => void): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (let saidAt = performance.now(); performance.now() < deadline; await pause(500)) {
    const rows = await db.execute<{ state: string; people: string }>(sql`
      select c.state, (select string_agg(n || ' ' || s, ', ') from (
        select r.state as s, count(*) as n from recipient r where r.campaign_id = c.id group by 1 order by 1) x) as people
      from campaign c where c.id = ${campaignId}`);
    if (rows[0]?.state === "finished") return;
    if (performance.now() - saidAt > 10_000) {
      note(`${rows[0]?.people}.`);
      saidAt = performance.now();
    }
  }
  note("Gave up waiting for the campaign to finish.");
}

/** Every report was taken by the web server and applied. */
async function untilReceiptsAreIn(
  ask: () => Promise<unknown>,
  db: Database,
  note: (sentence: string) => void,
): Promise<void> {
  const deadline = performance.now() + 3 * 60_000;
  for (; performance.now() < deadline; await pause(500)) {
    const { receiptsOpen } = stubReportSchema.parse(await ask());
    const [row] = await db.execute<{ waiting: number }>(sql`select count(*)::int as waiting from receipt_waiting`);
    if (receiptsOpen === 0 && row?.waiting === 0) return;
  }
  note("Gave up waiting for the receipts.");
}

async function judge(db: Database, campaignId: string, recipients: number, seen: StubReport) {
  const counts = new Map(seen.counts);
  const deliveries = await db.execute<{ id: string; state: string; accepted: boolean; delivered: boolean }>(sql`
    select id, state, delivered_at is not null as delivered,
      accepted_at is not null or error_code = 'no_answer' as accepted
    from delivery
    where campaign_id = ${campaignId}`);
  const [people] = await db.execute<{ ended: number; total: number }>(sql`
    select count(*) filter (where state not in ('pending', 'active'))::int as ended, count(*)::int as total
    from recipient where campaign_id = ${campaignId}`);
  const byId = new Map(deliveries.map((row) => [row.id, row]));
  const open = deliveries.filter(({ state }) => ["pending", "sending", "unknown"].includes(state));
  const neverSent = deliveries.filter(({ id, accepted }) => accepted && !counts.has(id));
  const unheard = seen.reported.filter((id) => byId.get(id)?.delivered !== true);
  const withoutEnd = recipients - (people?.ended ?? 0);
  const twice = seen.counts.filter(([, count]) => count > 1);
  const strangers = seen.counts.filter(([id]) => !byId.has(id));
  const wrong = [
    ...sentence(twice.length, "messages were sent twice"),
    ...sentence(strangers.length, "messages were sent that no delivery knows of"),
    ...sentence(withoutEnd, "people did not come to an end"),
    ...sentence(neverSent.length, "deliveries count as handed over and never reached the provider"),
    ...sentence(unheard.length, "reported deliveries are not known"),
    ...sentence(open.length, "deliveries are still open"),
  ];
  return {
    sentOnce: seen.counts.length - twice.length,
    duplicates: seen.counts.reduce((sum, [, count]) => sum + count - 1, 0),
    lost: withoutEnd + neverSent.length + unheard.length + strangers.length,
    unknown: open.length,
    wrong,
  };
}

function sentence(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}.`];
}
