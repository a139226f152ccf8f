import { sql } from "drizzle-orm";
import { startInstallation } from "@/bench/installation";
import { type BenchCampaign, seedCampaign } from "@/bench/seed-campaign";
import { startStub } from "@/bench/start-stub";
import { stubReportSchema } from "@/bench/stub-messages";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import type { Ladder } from "@/lib/ladder/schema";

const waitSeconds = 3600;
const ladder: Ladder = {
  rungs: [
    { id: "first", channels: ["rcs", "sms"], waitSeconds, success: "read" },
    { id: "second", channels: ["sms"], waitSeconds, success: "accepted" },
  ],
};
const dueWithinSeconds = 60;
/** Of so many people one has a message that can be called back. */
const oneIsCalledBackOf = 10;
const patienceMs = 30 * 60_000;
const sayEveryMs = 10_000;

export interface LadderBenchOptions {
  dataDir: string;
  recipients: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface LadderBenchResult {
  recipients: number;
  /** From the end of a person's wait until the ladder had claimed them and queued their next step. */
  latenessP95Seconds: number;
  latenessMaxSeconds: number;
  /** From the end of the wait until the provider had the next message: as fast as this installation sends. */
  handedOverP95Seconds: number;
  handedOverPerSecond: number;
  calledBack: number;
  /** Messages of the next step that the provider got more than once, and people who got two. */
  doubles: number;
  lost: number;
  /** Of the worker. */
  peakRssMb: number;
}

/** Many people's waits end within one minute in a whole installation: how late is each next step? */
export async function benchLadder(options: LadderBenchOptions): Promise<LadderBenchResult> {
  const { dataDir, recipients, isBuilt, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const stub = await startStub(secrets);
  const installation = await startInstallation({
    ...{ dataDir, carrierUrl: stub.url, secrets, env: {}, isBuilt, note },
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 2 });
  const { db } = connection;
  try {
    note(`Making ${recipients} people who wait.`);
    const campaign = await seedCampaign(db, { people: recipients, ladder, now: new Date() });
    await putOnLadder(db, campaign, recipients);
    await connection.sql`vacuum analyze`;
    await openCampaign(db, campaign);
    const deadline = performance.now() + patienceMs;
    for (let saidAt = performance.now(); performance.now() < deadline; await pause(500)) {
      const { claimed, handedOver } = await progress(db, campaign);
      if (handedOver >= recipients) break;
      if (performance.now() - saidAt < sayEveryMs) continue;
      note(`${claimed} claimed, ${handedOver} handed over.`);
      saidAt = performance.now();
    }
    const { counts } = stubReportSchema.parse(await stub.ask("details"));
    return {
      recipients,
      ...(await measured(db, campaign)),
      doubles: counts.reduce((sum, [, count]) => sum + count - 1, 0) + Math.max(0, counts.length - recipients),
      lost: Math.max(0, recipients - counts.length),
      peakRssMb: installation.peaksMb().worker,
    };
  } finally {
    await connection.end();
    await installation.stop();
    stub.stop();
  }
}

/** Everybody got the first step, and their waits end one after the other within a minute that begins when it is opened. */
async function putOnLadder(db: Database, { workspaceId, campaignId }: BenchCampaign, recipients: number) {
  await db.execute(sql`
    with people as (
      select k.id, a.id as address_id, row_number() over (order by k.id) - 1 as n
      from contact k join address a on a.contact_id = k.id where k.workspace_id = ${workspaceId}
    ), on_ladder as (
      insert into recipient (campaign_id, contact_id, workspace_id, arm_key, state, rung, next_action_at, updated_at)
      select ${campaignId}::uuid, id, ${workspaceId}::uuid, 'A', 'active', 0,
        timestamptz '2000-01-01' + n * interval '1 second' * ${dueWithinSeconds / recipients}::float8, now() from people
    )
    insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state, attempts,
      provider_message_id, created_at, accepted_at)
    select gen_random_uuid(), ${workspaceId}::uuid, ${campaignId}::uuid, id, 0, 'A',
      case when n % ${oneIsCalledBackOf} = 0 then 'rcs' else 'sms' end, address_id, 'accepted', 1, 'first-' || id,
      now(), now() from people`);
  // Noted by the database itself, person by person, in the statement that queues their next step.
  await db.execute(
    sql`create unlogged table bench_claim (contact_id uuid, due_at timestamptz, claimed_at timestamptz)`,
  );
  await db.execute(sql`
    create function bench_note_claim() returns trigger language plpgsql as $$
    begin
      insert into bench_claim values (old.contact_id, old.next_action_at, clock_timestamp());
      return null;
    end $$`);
  await db.execute(sql`
    create trigger bench_claimed after update on recipient for each row
    when (old.state = 'active' and old.rung = 0 and new.rung = 1) execute function bench_note_claim()`);
}

async function openCampaign(db: Database, { campaignId }: BenchCampaign): Promise<void> {
  const startsAt = new Date(Date.now() + 5_000);
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      update recipient set next_action_at = ${startsAt.toISOString()}::timestamptz + (next_action_at - timestamptz '2000-01-01')
      where campaign_id = ${campaignId}`);
    await tx.execute(sql`
      update delivery d set accepted_at = r.next_action_at - make_interval(secs => ${waitSeconds}),
        created_at = r.next_action_at - make_interval(secs => ${waitSeconds + 1})
      from recipient r where d.campaign_id = ${campaignId} and r.campaign_id = d.campaign_id and r.contact_id = d.contact_id`);
    await tx.execute(sql`
      update campaign set state = 'sending', launch_requested_at = now() - interval '2 hours',
        launched_at = now() - interval '2 hours' where id = ${campaignId}`);
  });
}

async function progress(db: Database, { campaignId }: BenchCampaign) {
  const [row] = await db.execute<{ claimed: number; handedOver: number }>(sql`
    select (select count(*)::int from bench_claim) as claimed,
      (select coalesce(sum(count), 0)::int from rollup
        where campaign_id = ${campaignId} and rung = 1 and metric in ('accepted', 'failed')) as "handedOver"`);
  return row ?? { claimed: 0, handedOver: 0 };
}

async function measured(db: Database, { campaignId }: BenchCampaign) {
  const [late] = await db.execute<{ p95: number; max: number }>(sql`
    select percentile_cont(0.95) within group (order by extract(epoch from claimed_at - due_at))::float8 as p95,
      max(extract(epoch from claimed_at - due_at))::float8 as max from bench_claim`);
  const [sent] = await db.execute<{ p95: number; perSecond: number }>(sql`
    select percentile_cont(0.95) within group (order by extract(epoch from d.accepted_at - c.due_at))::float8 as p95,
      (count(*) / extract(epoch from max(d.accepted_at) - min(d.accepted_at)))::float8 as "perSecond"
    from delivery d join bench_claim c on c.contact_id = d.contact_id
    where d.campaign_id = ${campaignId} and d.rung = 1`);
  const [called] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from delivery where campaign_id = ${campaignId} and revoke_outcome = 'revoked'`);
  return {
    latenessP95Seconds: round(late?.p95 ?? Number.POSITIVE_INFINITY),
    latenessMaxSeconds: round(late?.max ?? Number.POSITIVE_INFINITY),
    handedOverP95Seconds: round(sent?.p95 ?? Number.POSITIVE_INFINITY),
    handedOverPerSecond: round(sent?.perSecond ?? 0),
    calledBack: called?.count ?? 0,
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;
