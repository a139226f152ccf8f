import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** A code from a list, as it was given to a person. */
export interface GivenCode {
  contactId: string;
  /** The block of the message it was given for. */
  blockId: string;
  code: string;
}

/** The codes that these people were given in a campaign before. */
export async function codesOfPeople(
  db: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  contactIds: readonly string[],
): Promise<GivenCode[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select contact_id as "contactId", block_id as "blockId", code from promo_code
    where campaign_id = ${campaignId} and workspace_id = ${workspaceId} and assigned_at is not null and contact_id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(contactIds)}::text::jsonb))`);
  return rows.map((row) => row as unknown as GivenCode);
}

/** Who is to get a code, from which list. */
export interface CodeWish {
  contactId: string;
  blockId: string;
  poolId: string;
}

/**
 * Gives free codes, each to one person, in one statement; answers what was given. Wishes beyond what a list holds are
 * not answered, nor are those of people who have their code. Codes another transaction is giving are passed over.
 */
export async function giveCodes(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  wishes: readonly CodeWish[],
  now: Date,
): Promise<GivenCode[]> {
  if (wishes.length === 0) return [];
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with wish as (
      select w."contactId" as contact_id, w."blockId" as block_id, w."poolId" as pool_id,
        row_number() over (partition by w."poolId" order by w."contactId", w."blockId") as place
      from jsonb_to_recordset(${JSON.stringify(wishes)}::text::jsonb) as w("contactId" uuid, "blockId" text, "poolId" uuid)
      where not exists (
        select from promo_code had where had.campaign_id = ${campaignId} and had.contact_id = w."contactId"
          and had.block_id = w."blockId" and had.assigned_at is not null)
    ), needed as (
      select pool_id, count(*) as codes from wish group by pool_id
    ), free as materialized (
      select needed.pool_id, taken.code from needed cross join lateral (
        select code from promo_code
        where pool_id = needed.pool_id and workspace_id = ${workspaceId} and assigned_at is null
        order by code limit needed.codes for update skip locked) taken
    ), placed as (
      select pool_id, code, row_number() over (partition by pool_id order by code) as place from free
    )
    update promo_code p set contact_id = wish.contact_id, block_id = wish.block_id, campaign_id = ${campaignId}::uuid,
      assigned_at = ${now.toISOString()}::timestamptz
    from placed join wish on wish.pool_id = placed.pool_id and wish.place = placed.place
    where p.pool_id = placed.pool_id and p.code = placed.code
    returning p.contact_id as "contactId", p.block_id as "blockId", p.code`);
  return rows.map((row) => row as unknown as GivenCode);
}

/**
 * Frees codes that this very transaction gave to people for whom no message was made with them after all: nothing can
 * have left with them. Once one was made, the code stays theirs whatever becomes of it. The next rung says the same code
 * again, and of a message that failed or was cancelled nobody can always tell who saw it.
 */
export async function takeBackCodes(
  tx: Pick<Database, "execute">,
  workspaceId: string,
  campaignId: string,
  codes: readonly Omit<GivenCode, "code">[],
): Promise<void> {
  if (codes.length === 0) return;
  await tx.execute(sql`
    update promo_code p set contact_id = null, block_id = null, campaign_id = null, assigned_at = null
    from jsonb_to_recordset(${JSON.stringify(codes)}::text::jsonb) as g("contactId" uuid, "blockId" text)
    where p.campaign_id = ${campaignId} and p.workspace_id = ${workspaceId} and p.contact_id = g."contactId"
      and p.block_id = g."blockId" and p.assigned_at is not null`);
}
