import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { Pool } from "undici";
import { startInstallation } from "@/bench/installation";
import { seedCampaign } from "@/bench/seed-campaign";
import { pause } from "@/bin/processes";
import { loadSecrets } from "@/bin/secrets";
import { createDatabase, type Database } from "@/db/client";
import { encodeLinkCode } from "@/lib/links/link-code";
import type { Mac } from "@/lib/links/seal";

const SETTLE_PATIENCE_MS = 120_000;

export interface LinksBenchOptions {
  dataDir: string;
  /** Messages, one link of each opened once. */
  people: number;
  /** Phones that open links at the same moment. */
  concurrency: number;
  isBuilt: boolean;
  note: (sentence: string) => void;
}

export interface LinksBenchResult {
  opened: number;
  redirectsPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  /** The same route with codes that are not ours: no look-up, no message filled in. */
  forgedPerSecond: number;
  ratio: number;
  /** Clicks in the report, and openings that never got there. */
  counted: number;
  lost: number;
  /** From the last opening until all are counted. */
  settledSeconds: number;
}

/** Opens links of messages through the real route, as fast as so many phones can, and waits until all are counted. */
export async function benchLinks(options: LinksBenchOptions): Promise<LinksBenchResult> {
  const { dataDir, people, concurrency, note } = options;
  const secrets = loadSecrets(dataDir, { NODE_ENV: "production" });
  const installation = await startInstallation({
    ...{ dataDir, carrierUrl: "http://127.0.0.1:9", secrets, env: {}, isBuilt: options.isBuilt, note },
  });
  const connection = createDatabase(installation.databaseUrl, { connectionsMax: 4 });
  const pool = new Pool(installation.publicUrl, { connections: concurrency });
  const mac: Mac = (bytes) =>
    createHmac("sha256", secrets.CASCADE_LINK_SECRET ?? "")
      .update(bytes)
      .digest();
  try {
    const ids = await deliveredMessages(connection.db, people);
    const codes = ids.map((deliveryId) => encodeLinkCode({ deliveryId, linkIndex: 0 }, mac));
    const forged = codes.map((code) => `${code.slice(0, -4)}AAAA`);
    await open(pool, forged.slice(0, 200), concurrency, 404);
    const refused = await open(pool, forged, concurrency, 404);
    const followed = await open(pool, codes, concurrency, 302);
    const endedAt = performance.now();
    const counted = await untilCounted(connection.db, people);
    return {
      opened: people,
      redirectsPerSecond: Math.round(followed.perSecond),
      p50Ms: quantile(followed.times, 0.5),
      p95Ms: quantile(followed.times, 0.95),
      forgedPerSecond: Math.round(refused.perSecond),
      ratio: Math.round((followed.perSecond / refused.perSecond) * 100) / 100,
      counted,
      lost: people - counted,
      settledSeconds: Math.round((performance.now() - endedAt) / 100) / 10,
    };
  } finally {
    await pool.close();
    await connection.end();
    await installation.stop();
  }
}

/** People with one delivered message each, of a campaign that is over; answers the ids of the messages. */
async function deliveredMessages(db: Database, people: number): Promise<string[]> {
  const ladder = { rungs: [{ id: "r1", channels: ["sms" as const], waitSeconds: 3600, success: "engaged" as const }] };
  const now = new Date();
  const { workspaceId, campaignId } = await seedCampaign(db, { people, ladder, now });
  const at = now.toISOString();
  const rows = await db.execute<{ id: string }>(sql`
    insert into delivery (id, workspace_id, campaign_id, contact_id, rung, arm_key, channel, address_id, state, created_at, accepted_at)
    select gen_random_uuid(), a.workspace_id, ${campaignId}, a.contact_id, 0, 'A', 'sms', a.id, 'delivered', ${at}, ${at}
    from address a where a.workspace_id = ${workspaceId}
    returning id`);
  await db.execute(sql`
    insert into recipient (campaign_id, contact_id, workspace_id, arm_key, state, rung, updated_at)
    select campaign_id, contact_id, workspace_id, arm_key, 'active', 0, ${at} from delivery
    where campaign_id = ${campaignId}`);
  await db.execute(sql`analyze`);
  return rows.map(({ id }) => id);
}

async function open(pool: Pool, codes: readonly string[], concurrency: number, expected: number) {
  const times: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  const phone = async () => {
    for (let index = next++; index < codes.length; index = next++) {
      const before = performance.now();
      const answer = await pool.request({
        ...{ path: `/l/${codes[index]}`, method: "GET" },
        headers: {
          "user-agent":
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36",
          // Each from an address of its own: the limit is about one that opens without end.
          "x-forwarded-for": `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
        },
      });
      await answer.body.dump();
      if (answer.statusCode !== expected) throw new Error(`a link answered ${answer.statusCode}`);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, phone));
  return { times, perSecond: (codes.length / (performance.now() - startedAt)) * 1000 };
}

/** Waits until nothing waits to be counted; answers how many clicks the report has. */
async function untilCounted(db: Database, people: number): Promise<number> {
  const until = Date.now() + SETTLE_PATIENCE_MS;
  let counted = 0;
  while (counted < people && Date.now() < until) {
    const [row] = await db.execute<{ count: number }>(
      sql`select coalesce(sum(count), 0)::int as count from rollup where metric = 'clicked'`,
    );
    counted = row?.count ?? 0;
    if (counted < people) await pause(100);
  }
  return counted;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 10) / 10;
}
