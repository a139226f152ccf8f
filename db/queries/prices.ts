import { and, asc, desc, eq, gte, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { workspace } from "@/db/schema/identity";
import { campaignPriceList, price } from "@/db/schema/prices";
import { type NewPrice, type Price, type PriceSource, pricesMax } from "@/lib/cost/price";

/** Every price of a workspace, by channel, unit and country; the latest first. */
export async function listPrices(db: Pick<Database, "select">, workspaceId: string): Promise<Price[]> {
  return db
    .select({
      id: price.id,
      channel: price.channel,
      country: price.country,
      billedAs: price.billedAs,
      currency: price.currency,
      micros: price.micros,
      validFrom: price.validFrom,
      source: price.source,
    })
    .from(price)
    .where(eq(price.workspaceId, workspaceId))
    .orderBy(asc(price.channel), asc(price.billedAs), asc(price.country), desc(price.validFrom));
}

/** The prices a campaign is counted with: those of its launch once it was launched, else those of today. */
export async function pricesOfCampaign(db: Database, workspaceId: string, campaignId: string): Promise<Price[]> {
  const [kept] = await db
    .select({ prices: campaignPriceList.prices })
    .from(campaignPriceList)
    .where(and(eq(campaignPriceList.campaignId, campaignId), eq(campaignPriceList.workspaceId, workspaceId)));
  return kept?.prices ?? listPrices(db, workspaceId);
}

/** Changes with every change of the list, so that what was computed from it can tell that it is out of date. */
export async function pricesVersion(db: Pick<Database, "execute">, workspaceId: string): Promise<string> {
  const [row] = await db.execute<{ version: string }>(sql`
    select count(*) || ' ' || coalesce(max(updated_at)::text, '') as version from price
    where workspace_id = ${workspaceId}`);
  return row?.version ?? "";
}

export interface PriceChange {
  workspaceId: string;
  userId: string;
  /** Today in the workspace's time zone: nothing before it changes any more. */
  today: string;
  now: Date;
}

/** `past`: a price that counted before today stays as it was. */
export type PriceOutcome = "saved" | "past" | "too_many";

/**
 * Puts prices into the list; one for the same channel, unit, country and day takes the place of the other. `replaces`
 * goes, if it has not counted before today.
 */
export async function savePrices(
  db: Database,
  { workspaceId, userId, today, now }: PriceChange,
  { prices, source, replaces = null }: { prices: readonly NewPrice[]; source: PriceSource; replaces?: string | null },
): Promise<PriceOutcome> {
  if (prices.some(({ validFrom }) => validFrom < today)) return "past";
  return db.transaction(async (tx) => {
    // One change at a time: two files at once must not pass the limit together.
    await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, workspaceId)).for("no key update");
    const [row] = await tx.execute<{ count: number }>(sql`
      select count(*)::int as count from price where workspace_id = ${workspaceId}`);
    if ((row?.count ?? 0) + prices.length > pricesMax) return "too_many";
    if (replaces !== null && !(await takeBack(tx, { workspaceId, today }, replaces))) return "past";
    await insertPrices(tx, workspaceId, prices, source, now);
    await appendAudit(tx, {
      ...{ workspaceId, userId, subjectKind: "workspace", subjectId: workspaceId, now },
      action: "prices.saved",
      detail: { prices: prices.length, source },
    });
    return "saved" as const;
  });
}

/** Part of a larger change, such as the making of a workspace. */
export async function insertPrices(
  tx: Pick<Database, "insert">,
  workspaceId: string,
  prices: readonly NewPrice[],
  source: PriceSource,
  now: Date,
): Promise<void> {
  if (prices.length === 0) return;
  const rows = prices.map((each) => ({ ...each, id: uuidv7(), workspaceId, source, updatedAt: now }));
  await tx
    .insert(price)
    .values(rows)
    .onConflictDoUpdate({
      target: [price.workspaceId, price.channel, price.billedAs, price.country, price.validFrom],
      set: {
        micros: sql`excluded.micros`,
        currency: sql`excluded.currency`,
        source: sql`excluded.source`,
        updatedAt: sql`excluded.updated_at`,
      },
    });
}

/** Takes back a price that has not counted before today; false when there is none such. */
export async function removePrice(
  db: Database,
  { workspaceId, userId, today, now }: PriceChange,
  priceId: string,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await takeBack(tx, { workspaceId, today }, priceId))) return false;
    await appendAudit(tx, {
      ...{ workspaceId, userId, subjectKind: "price", subjectId: priceId, now },
      action: "price.removed",
    });
    return true;
  });
}

async function takeBack(
  tx: Pick<Database, "delete">,
  { workspaceId, today }: Pick<PriceChange, "workspaceId" | "today">,
  priceId: string,
): Promise<boolean> {
  const removed = await tx
    .delete(price)
    .where(and(eq(price.id, priceId), eq(price.workspaceId, workspaceId), gte(price.validFrom, today)))
    .returning({ id: price.id });
  return removed.length > 0;
}
