import { sql } from "drizzle-orm";
import type { HelperProcess } from "@/bench/helper-process";
import { startInstallation } from "@/bench/installation";
import { type DoorName, doorNames, type Leaver, openDoors } from "@/bench/opt-out-doors";
import { type BenchCampaign, launch, seedCampaign, seedDraft } from "@/bench/seed-campaign";
import { seededRandom } from "@/bench/seeded-random";
import { startStub } from "@/bench/start-stub";
import { stubReportSchema } from "@/bench/stub-messages";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import { pauseCampaign, resumeCampaign, stopCampaign } from "@/db/queries/launch";
import { enqueueEvents } from "@/inngest/outbox";
import type { Ladder } from "@/lib/ladder/schema";

const ladder: Ladder = { rungs: [{ id: "only", channels: ["sms"], waitSeconds: 3600, success: "delivered" }] };
/** Pressing pause or stop must have taken hold after this. */
export const holdsWithinMs = 2_000;
const WATCH_MS = 4_000;
/** Shares of the campaign at which things happen. */
const moments = { pause: 0.15, stop: 0.97, optOutsUntil: 0.95 };

export interface OptOutBenchOptions {
  dataDir: string;
  recipients: number;
  optOuts: number;
  latencyMs: number;
  seed: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface OptOutBenchResult {
  recipients: number;
  optOuts: number;
  /** Messages that reached the provider after our answer to the person's opt-out had come. */
  sentAfterAck: number;
  /** People whose opt-out was answered and not in the ledger at that moment. */
  notInLedger: number;
  /** Doors that answered something else than yes. */
  refused: number;
  /** Messages to people who left, that reached the provider before our answer; the others were taken back. */
  sentBeforeAck: number;
  takenBack: number;
  ackP50Ms: number;
  ackP99Ms: number;
  ackMaxMs: number;
  ackP99MsByDoor: Record<DoorName, number>;
  /** The last arrival after pause and stop were pressed, and the first after resume. */
  pauseMs: number;
  resumeMs: number;
  stopMs: number;
  sent: number;
  seconds: number;
}

interface Ack {
  door: DoorName;
  leaver: Leaver;
  status: number;
  ms: number;
  /** By the machine's clock. */
  at: number;
  isInLedger: boolean;
}

const machineMs = () => performance.timeOrigin + performance.now();
const round = (value: number) => Math.round(value * 10) / 10;

/**
 * People leave a campaign through every door while it is being sent, half of them just when a message of theirs is
 * claimed or next in line. Then what the provider got is held against the moment of each answer.
 */
export async function benchOptOut(options: OptOutBenchOptions): Promise<OptOutBenchResult> {
  const { dataDir, recipients, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const stub = await startStub(secrets, { keepsArrivals: true, answerMs: options.latencyMs });
  const installation = await startInstallation({
    ...{ dataDir, carrierUrl: stub.url, secrets, env: {}, isBuilt: options.isBuilt, note },
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 8 });
  const { db } = connection;
  try {
    note(`Making ${recipients} people.`);
    const campaign = await seedCampaign(db, { people: recipients, ladder, now: new Date() });
    const people = await earlierMessages(db, campaign.workspaceId);
    await connection.sql`analyze`;
    const account = { apiKey: secrets.SANDBOX_API_KEY ?? "", signatureSecret: secrets.SANDBOX_SIGNATURE_SECRET ?? "" };
    const { doors, close } = openDoors({
      ...{ publicUrl: installation.publicUrl, workspaceId: campaign.workspaceId, account },
      linkSecret: secrets.CASCADE_LINK_SECRET ?? "",
    });
    const startedAt = machineMs();
    await launch(db, campaign, new Date());
    const acks: Ack[] = [];
    const [presses] = await Promise.all([
      press(db, campaign, stub, recipients),
      leave(options, { db, campaign, people, stub, doors, acks }),
    ]);
    await close();
    await pause(WATCH_MS);
    const { arrivals } = stubReportSchema.parse(await stub.ask("arrivals"));
    const mine = await deliveriesOf(db, campaign.campaignId);
    const sent = arrivals.filter(([ref]) => mine.has(ref)).map(([ref, to, at]) => ({ ref, to, at }));
    return {
      ...judge(acks, sent),
      ...{ recipients, sent: sent.length, seconds: round((machineMs() - startedAt - WATCH_MS) / 1000) },
      pauseMs: lastBetween(sent, presses.pausedAt, presses.resumedAt),
      resumeMs: firstAfter(sent, presses.resumedAt),
      stopMs: lastBetween(sent, presses.stoppedAt, Number.POSITIVE_INFINITY),
    };
  } finally {
    await connection.end();
    await installation.stop();
    stub.stop();
  }
}

/** Everybody got something once, so that a carrier can report about it. */
async function earlierMessages(db: Database, workspaceId: string): Promise<Leaver[]> {
  const { campaignId } = await seedDraft(db, workspaceId, { ladder, now: new Date() });
  await db.execute(sql`update campaign set state = 'finished' where id = ${campaignId}`);
  const rows = await db.execute<Record<string, unknown>>(sql`
    with earlier as (
      insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state,
        created_at, accepted_at, delivered_at)
      select gen_random_uuid(), ${workspaceId}, ${campaignId}, contact_id, 0, 'A', 'sms', id, 'delivered',
        now() - interval '1 day', now() - interval '1 day', now() - interval '1 day'
      from address where workspace_id = ${workspaceId} returning id, contact_id)
    select a.contact_id as "contactId", a.value as phone, e.id as "earlierDelivery"
    from earlier e join address a on a.contact_id = e.contact_id`);
  return rows.map((row) => row as unknown as Leaver);
}

interface Scene {
  db: Database;
  campaign: BenchCampaign;
  people: Leaver[];
  stub: HelperProcess;
  doors: Record<DoorName, (leaver: Leaver) => Promise<number>>;
  acks: Ack[];
}

const received = async (stub: HelperProcess) => stubReportSchema.parse(await stub.ask("counts")).received;

/** Waits for a share of the campaign; a campaign that people leave never reaches all of it. */
async function untilSent(stub: HelperProcess, count: number, patienceMs = 600_000): Promise<void> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await pause(10)) {
    if ((await received(stub)) >= count) return;
  }
  throw new Error(`the provider did not get ${count} messages`);
}

async function press(
  db: Database,
  { workspaceId, campaignId }: BenchCampaign,
  stub: HelperProcess,
  recipients: number,
) {
  await untilSent(stub, recipients * moments.pause);
  await pauseCampaign(db, workspaceId, campaignId, new Date());
  const pausedAt = machineMs();
  await pause(WATCH_MS);
  await db.transaction(async (tx) => {
    await resumeCampaign(tx, workspaceId, campaignId, new Date());
    await enqueueEvents(tx, [{ name: "campaign/deliveries.pending", data: { workspaceId, campaignId } }], new Date());
  });
  const resumedAt = machineMs();
  await untilSent(stub, recipients * moments.stop);
  await stopCampaign(db, workspaceId, campaignId, new Date());
  return { pausedAt, resumedAt, stoppedAt: machineMs() };
}

async function leave({ recipients, optOuts, seed, note }: OptOutBenchOptions, scene: Scene): Promise<void> {
  const random = seededRandom(seed);
  const open = new Map(scene.people.map((person) => [person.contactId, person]));
  const thresholds = Array.from({ length: optOuts }, () => random() * recipients * moments.optOutsUntil);
  const underWay: Promise<void>[] = [];
  for (const [index, threshold] of thresholds.sort((left, right) => left - right).entries()) {
    await untilSent(scene.stub, threshold);
    const leaver = (index % 2 === 0 ? await nextInLine(scene, open, random) : null) ?? anybody(open, random);
    if (leaver === null) break;
    open.delete(leaver.contactId);
    underWay.push(go(scene, doorNames[index % doorNames.length] ?? "reply", leaver));
    if (index % 100 === 99) note(`${index + 1} have left.`);
  }
  await Promise.all(underWay);
}

function anybody(open: ReadonlyMap<string, Leaver>, random: () => number): Leaver | null {
  return [...open.values()][Math.floor(random() * open.size)] ?? null;
}

/** Somebody whose message is claimed at this moment, or will be soon. */
async function nextInLine({ db, campaign }: Scene, open: ReadonlyMap<string, Leaver>, random: () => number) {
  const rows = await db.execute<{ contact: string }>(sql`
    (select contact_id as contact from delivery
      where campaign_id = ${campaign.campaignId} and is_open and state = 'sending' limit 100)
    union all
    (select contact_id from delivery
      where campaign_id = ${campaign.campaignId} and is_open and state = 'pending' order by id limit 100)`);
  const waiting = rows.flatMap(({ contact }) => open.get(contact) ?? []);
  return waiting[Math.floor(random() * waiting.length)] ?? null;
}

async function go({ db, doors, acks }: Scene, door: DoorName, leaver: Leaver): Promise<void> {
  const startedAt = performance.now();
  const status = await doors[door](leaver);
  const [at, ms] = [machineMs(), performance.now() - startedAt];
  const ledger = await db.execute(sql`
    select 1 from consent_event
    where contact_id = ${leaver.contactId} and channel = '*' and topic = '*' and status = 'opted_out'`);
  acks.push({ door, leaver, status, ms, at, isInLedger: ledger.length > 0 });
}

async function deliveriesOf(db: Database, campaignId: string): Promise<Set<string>> {
  const rows = await db.execute<{ id: string }>(sql`select id from delivery where campaign_id = ${campaignId}`);
  return new Set(rows.map(({ id }) => id));
}

interface Arrival {
  ref: string;
  to: string;
  at: number;
}

function judge(acks: readonly Ack[], sent: readonly Arrival[]) {
  const ackOf = new Map(acks.map((ack) => [ack.leaver.phone, ack]));
  const toLeavers = sent.flatMap(({ to, at }) => {
    const ack = ackOf.get(to);
    return ack === undefined ? [] : [{ isLate: at > ack.at }];
  });
  const quantile = (values: readonly number[], share: number) => {
    const sorted = [...values].sort((left, right) => left - right);
    return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  };
  const times = acks.map(({ ms }) => ms);
  const byDoor = doorNames.map((door) => {
    const own = acks.filter((ack) => ack.door === door).map(({ ms }) => ms);
    return [door, quantile(own, 0.99)] as const;
  });
  return {
    optOuts: acks.length,
    sentAfterAck: toLeavers.filter(({ isLate }) => isLate).length,
    notInLedger: acks.filter(({ isInLedger }) => !isInLedger).length,
    refused: acks.filter(({ status }) => status !== 200 && status !== 303).length,
    sentBeforeAck: toLeavers.filter(({ isLate }) => !isLate).length,
    takenBack: acks.length - toLeavers.length,
    ackP50Ms: quantile(times, 0.5),
    ackP99Ms: quantile(times, 0.99),
    ackMaxMs: quantile(times, 1),
    ackP99MsByDoor: Object.fromEntries(byDoor) as Record<DoorName, number>,
  };
}

function lastBetween(sent: readonly Arrival[], from: number, to: number): number {
  const last = sent.reduce((latest, { at }) => (at < to ? Math.max(latest, at) : latest), 0);
  return round(Math.max(0, last - from));
}

function firstAfter(sent: readonly Arrival[], from: number): number {
  return round(Math.min(...sent.map(({ at }) => at).filter((at) => at > from)) - from);
}
