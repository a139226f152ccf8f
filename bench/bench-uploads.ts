import { chmod, mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { sql } from "drizzle-orm";
import { type Installation, startInstallation } from "@/bench/installation";
import { makeHostile } from "@/bench/make-hostile";
import { makeMedia } from "@/bench/make-media";
import { watchMemory } from "@/bench/process-tree";
import { type BenchCampaign, launch, seedCampaign, seedDraft } from "@/bench/seed-campaign";
import { startStub } from "@/bench/start-stub";
import { untilDelivered } from "@/bench/until-delivered";
import { newUploader, upload } from "@/bench/upload-client";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import { mediaByIds } from "@/db/queries/media";
import type { Ladder } from "@/lib/ladder/schema";
import { toMediaItem } from "@/lib/media/media-item";

const CONVERSION_PATIENCE_MS = 15 * 60_000;
const ladder: Ladder = { rungs: [{ id: "only", channels: ["sms"], waitSeconds: 3600, success: "delivered" }] };

export interface UploadsBenchOptions {
  dataDir: string;
  /** People of each of the three campaigns. */
  recipients: number;
  concurrency: number;
  ffmpegPath: string;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface UploadsBenchResult {
  recipients: number;
  /** From the press of Launch until every delivery is reported, applied and counted: before the uploads and after them. */
  messagesPerSecondAlone: number;
  /** The same while two uploads are being looked at or converted all the time. */
  messagesPerSecondBeside: number;
  besideRatio: number;
  /** For how long the oldest receipt has waited to be applied, while uploads are converted: nearly always, and at most. */
  oldestReceiptP95Seconds: number;
  oldestReceiptSeconds: number;
  /** Files converted for every channel meanwhile. */
  conversions: number;
  hostileFiles: number;
  hostileTaken: number;
  /** The most each held at one moment of the whole bench, honest and hostile files. */
  workerMbMax: number;
  webMbMax: number;
  ffmpegMbMax: number;
  picturesMbMax: number;
  /** Parts that ended unasked, and what was left of uploads on the disk. */
  restarts: number;
  leftovers: number;
}

/**
 * Sends a campaign through a whole installation: alone, beside two uploads at once, and alone again; then uploads what is
 * meant to eat memory, one file after the other.
 */
export async function benchUploads(options: UploadsBenchOptions): Promise<UploadsBenchResult> {
  const { dataDir, recipients, note } = options;
  const files = await makeFiles(options);
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const scratch = await folderIn(dataDir, "scratch");
  const stub = await startStub(secrets);
  const installation = await startInstallation({
    ...{ dataDir, carrierUrl: stub.url, secrets, isBuilt: options.isBuilt, note },
    env: {
      SENDING_CONCURRENCY: String(options.concurrency),
      FFMPEG_PATH: options.ffmpegPath,
      TMPDIR: scratch,
    },
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 4 });
  const { db } = connection;
  const watched = {
    worker: watchMemory(() => installation.pidOf("worker")),
    web: watchMemory(() => installation.pidOf("web")),
  };
  try {
    note(`Making ${recipients} people.`);
    const alone = await seedCampaign(db, { people: recipients, ladder, now: new Date() });
    const beside = await seedDraft(db, alone.workspaceId, { ladder, now: new Date() });
    await connection.sql`analyze`;
    const send = (campaign: BenchCampaign) => timeSending(db, campaign, recipients, note);
    const secondsBefore = await send(alone);
    note(`Alone: ${recipients} messages in ${secondsBefore.toFixed(1)} s.`);
    const take = takerOf(installation, db, secrets.NEXTAUTH_SECRET ?? "");
    const burden = startBurden(files.heavy, take, note);
    await burden.underWay;
    const watch = watchReceipts(db);
    const secondsBeside = await send(beside);
    note(`Beside two uploads: ${recipients} messages in ${secondsBeside.toFixed(1)} s.`);
    const waits = await watch.stop();
    const conversions = await burden.stop();
    // Once before and once after: whatever else the machine does meanwhile weighs less.
    const secondsAfter = await send(await seedDraft(db, alone.workspaceId, { ladder, now: new Date() }));
    note(`Alone again: ${recipients} messages in ${secondsAfter.toFixed(1)} s.`);
    const secondsAlone = (secondsBefore + secondsAfter) / 2;
    let hostileTaken = 0;
    for (const path of files.hostile) {
      const startedAt = performance.now();
      const became = await take(path);
      if (became === null) hostileTaken += 1;
      note(`${basename(path)}: ${became ?? "converted"} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    }
    const [worker, web] = [watched.worker(), watched.web()];
    const { starts } = installation;
    return {
      recipients,
      messagesPerSecondAlone: round(recipients / secondsAlone),
      messagesPerSecondBeside: round(recipients / secondsBeside),
      besideRatio: round(secondsAlone / secondsBeside),
      oldestReceiptP95Seconds: round(waits.p95),
      oldestReceiptSeconds: round(waits.most),
      conversions,
      ...{ hostileFiles: files.hostile.length, hostileTaken, workerMbMax: worker.own, webMbMax: web.own },
      ffmpegMbMax: Math.max(worker.ffmpeg, web.ffmpeg),
      picturesMbMax: Math.max(worker.pictures, web.pictures),
      restarts: starts.worker + starts.web + starts.database - 3,
      leftovers: await countLeftovers(scratch, join(dataDir, "blobs", "waiting")),
    };
  } finally {
    watched.worker();
    watched.web();
    await connection.end();
    await installation.stop();
    stub.stop();
  }
}

const round = (value: number) => Math.round(value * 100) / 100;

async function makeFiles({ dataDir, ffmpegPath, note }: UploadsBenchOptions) {
  note("Making the files.");
  const folder = await folderIn(dataDir, "files");
  await makeMedia(folder, ffmpegPath);
  const [film, photo] = [join(folder, "film-1080p-20s.mp4"), join(folder, "photo-12mp.jpg")];
  return { heavy: [film, photo], hostile: await makeHostile(folder, join(folder, "friday.mp4"), ffmpegPath) };
}

async function folderIn(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder);
  await chmod(folder, 0o700);
  return folder;
}

async function timeSending(
  db: Database,
  campaign: BenchCampaign,
  recipients: number,
  note: (sentence: string) => void,
): Promise<number> {
  const startedAt = performance.now();
  await launch(db, campaign, new Date());
  await untilDelivered(db, campaign.campaignId, recipients, note);
  return (performance.now() - startedAt) / 1000;
}

/** Uploads a file as a business of its own and waits until every channel has its form of it; the sentence when it is refused. */
type Take = (path: string) => Promise<string | null>;

function takerOf(installation: Installation, db: Database, secret: string): Take {
  return async (path) => {
    const uploader = await newUploader(db, installation.publicUrl, secret);
    const uploaded = await upload(uploader, path);
    if ("refusal" in uploaded) return uploaded.refusal;
    const deadline = performance.now() + CONVERSION_PATIENCE_MS;
    for (; performance.now() < deadline; await pause(250)) {
      const [row] = await mediaByIds(db, uploader.workspaceId, [uploaded.mediaId]);
      if (row !== undefined && toMediaItem(row, installation.publicUrl).pending.length === 0) return null;
    }
    throw new Error(`${basename(path)} was not converted in time`);
  };
}

/** Takes each of the files again and again, all of them at once, until it is stopped. */
function startBurden(paths: readonly string[], take: Take, note: (sentence: string) => void) {
  let isOver = false;
  let conversions = 0;
  const lines = paths.map(async (path) => {
    while (!isOver) {
      const refusal = await take(path);
      if (refusal !== null) throw new Error(`${basename(path)}: ${refusal}`);
      conversions += 1;
      note(`${basename(path)} is converted.`);
    }
  });
  const all = Promise.all(lines);
  all.catch(() => undefined);
  return {
    /** The first pieces are on their way: from here on there is always something to do. */
    underWay: pause(2_000),
    stop: async () => {
      isOver = true;
      await all;
      return conversions;
    },
  };
}

/** Looks again and again for how long the oldest receipt has waited. Moments at which none waits do not count. */
function watchReceipts(db: Database) {
  const ages: number[] = [];
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await pause(100)) {
      const [row] = await db.execute<{ seconds: number | null }>(
        sql`select extract(epoch from clock_timestamp() - min(received_at))::float8 as seconds from receipt_waiting`,
      );
      if (typeof row?.seconds === "number") ages.push(row.seconds);
    }
  })();
  watching.catch(() => undefined);
  return {
    stop: async (): Promise<{ p95: number; most: number }> => {
      isOver = true;
      await watching;
      ages.sort((left, right) => left - right);
      return { p95: ages[Math.floor(ages.length * 0.95)] ?? Number.NaN, most: ages.at(-1) ?? Number.NaN };
    },
  };
}

/** Scratch folders of work that is over, and uploads that wait for nobody. */
async function countLeftovers(scratch: string, waiting: string): Promise<number> {
  const list = (folder: string) => readdir(folder).catch(() => []);
  const ours = (await list(scratch)).filter((name) => name.startsWith("cascade-"));
  return ours.length + (await list(waiting)).length;
}
