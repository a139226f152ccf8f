import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { insertPrices } from "@/db/queries/prices";
import { arm, audit, campaign, membership, workspace } from "@/db/schema/tables";
import type { NewPrice } from "@/lib/cost/price";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

const slug = "demo-harbor-and-pine";
const begun = "demo.begun";
const filled = "demo.filled";

/** A made-up contact with the ways to reach them. */
export interface DemoPerson {
  id: string;
  externalId: string;
  firstName: string;
  lastName: string;
  locale: string;
  country: string;
  timeZone: string;
  attributes: Record<string, string | number | boolean>;
  createdAt: Date;
  addresses: { id: string; kind: "phone" | "messenger" | "push"; value: string; detail: Record<string, string> }[];
  listIds: string[];
}

/** A simulated handset: it reads, taps and answers by itself. */
export interface DemoPhone {
  number: string;
  platform: "ios" | "android";
  rcs: boolean;
  whatsapp: boolean;
  push: boolean;
  personSeed: string;
}

export type DemoCampaign = typeof campaign.$inferInsert & { id: string };
type DemoArm = Omit<typeof arm.$inferInsert, "campaignId" | "workspaceId">;

/** The demo workspace, and whether it was filled to the end; null when there is none. */
export async function findDemo(db: Database): Promise<{ id: string; isFilled: boolean } | null> {
  const rows = await db
    .select({ id: workspace.id, action: audit.action })
    .from(workspace)
    .innerJoin(audit, eq(audit.workspaceId, workspace.id))
    .where(and(eq(workspace.slug, slug), sql`${audit.action} in (${begun}, ${filled})`));
  const [first] = rows;
  return first === undefined ? null : { id: first.id, isFilled: rows.some((row) => row.action === filled) };
}

/**
 * The demo workspace, for a person who belongs to it and once it is complete; else null. A business that only happens to
 * have its name is none.
 */
export async function findDemoOf(db: Database, userId: string): Promise<{ id: string; name: string } | null> {
  const rows = await db
    .select({ id: workspace.id, name: workspace.name })
    .from(workspace)
    .innerJoin(membership, and(eq(membership.workspaceId, workspace.id), eq(membership.userId, userId)))
    .innerJoin(audit, and(eq(audit.workspaceId, workspace.id), eq(audit.action, filled)))
    .where(eq(workspace.slug, slug))
    .limit(1);
  return rows[0] ?? null;
}

/** Takes back a demo that was cut off in the middle. The ledger keeps what it says of people who are gone. */
export async function removeUnfilledDemo(db: Database, workspaceId: string): Promise<void> {
  await db.transaction(async (tx) => {
    for (const table of ["engagement", "receipt", "receipt_waiting"])
      await tx.execute(sql`delete from ${sql.identifier(table)} where workspace_id = ${workspaceId}`);
    await tx.execute(sql`delete from sandbox.push_subscription where account = ${workspaceId}`);
    await tx.execute(sql`
      delete from sandbox.phone where person_seed in (select id::text from contact where workspace_id = ${workspaceId})`);
    await tx.delete(workspace).where(eq(workspace.id, workspaceId));
  });
}

/** A workspace without members: the first owner gets it. */
export async function beginDemo(
  db: Database,
  demo: { id: string; name: string; settings: WorkspaceSettings; prices: readonly NewPrice[]; now: Date },
): Promise<void> {
  const { now, prices, ...row } = demo;
  await db.transaction(async (tx) => {
    await tx.insert(workspace).values({ ...row, slug, createdAt: now });
    await insertPrices(tx, demo.id, prices, "example", now);
    await appendAudit(tx, { ...about(demo.id), action: begun, now });
  });
}

/** Marks the demo as complete, and gives it to everybody who owns a workspace here. */
export async function finishDemo(db: Database, workspaceId: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await appendAudit(tx, { ...about(workspaceId), action: filled, now });
    await tx.execute(sql`
      insert into membership (workspace_id, user_id, role)
      select distinct ${workspaceId}::uuid, user_id, 'owner' from ${membership} where role = 'owner'
      on conflict do nothing`);
  });
}

/** Adds people with their addresses and lists; give at most a few thousand at a time. */
export async function insertDemoPeople(
  db: Database,
  workspaceId: string,
  people: readonly DemoPerson[],
  phones: readonly DemoPhone[],
  now: Date,
): Promise<void> {
  const json = JSON.stringify(people);
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into contact (id, workspace_id, external_id, first_name, last_name, locale, country, time_zone, attributes,
        created_at, updated_at)
      select e.id, ${workspaceId}, e."externalId", e."firstName", e."lastName", e.locale, e.country, e."timeZone",
        e.attributes, e."createdAt", e."createdAt"
      from jsonb_to_recordset(${json}::text::jsonb) as e(id uuid, "externalId" text, "firstName" text, "lastName" text,
        locale text, country text, "timeZone" text, attributes jsonb, "createdAt" timestamptz)`);
    await tx.execute(sql`
      insert into address (id, workspace_id, contact_id, kind, value, detail, created_at)
      select a.id, ${workspaceId}, e.id, a.kind, a.value, a.detail, e."createdAt"
      from jsonb_to_recordset(${json}::text::jsonb) as e(id uuid, addresses jsonb, "createdAt" timestamptz),
        jsonb_to_recordset(e.addresses) as a(id uuid, kind text, value text, detail jsonb)`);
    await tx.execute(sql`
      insert into contact_list_member (list_id, contact_id, workspace_id)
      select l.id::uuid, e.id, ${workspaceId}
      from jsonb_to_recordset(${json}::text::jsonb) as e(id uuid, "listIds" jsonb),
        jsonb_array_elements_text(e."listIds") as l(id)`);
    await tx.execute(sql`
      insert into sandbox.phone (number, platform, rcs, whatsapp, push, person_seed, updated_at)
      select e.number, e.platform, e.rcs, e.whatsapp, e.push, e."personSeed", ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(phones)}::text::jsonb) as e(number text, platform text, rcs boolean,
        whatsapp boolean, push boolean, "personSeed" text)
      on conflict (number) do nothing`);
  });
}

/** A draft with its variants, complete at once. */
export async function insertDemoCampaign(db: Database, row: DemoCampaign, arms: readonly DemoArm[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(campaign).values(row);
    await tx.insert(arm).values(arms.map((each) => ({ ...each, campaignId: row.id, workspaceId: row.workspaceId })));
  });
}

/** When a running campaign has something to decide or to send next; null when nothing is planned. */
export async function nextDueMoment(db: Database, workspaceId: string): Promise<Date | null> {
  const [row] = await db.execute<{ at: Date | string | null }>(sql`
    select least(
      (select min(coalesce(r.next_action_at, case when r.state = 'active' then r.updated_at end))
        from recipient r join campaign c on c.id = r.campaign_id
        where c.workspace_id = ${workspaceId} and c.state = 'sending' and r.state in ('pending', 'active')),
      (select min(d.not_before) from delivery d join campaign c on c.id = d.campaign_id
        where c.workspace_id = ${workspaceId} and c.state = 'sending' and d.state = 'pending')) as at`);
  return row?.at == null ? null : new Date(row.at);
}

/** True while a campaign has an open ladder. */
export async function isCampaignRunning(db: Database, workspaceId: string, campaignId: string): Promise<boolean> {
  const [row] = await db
    .select({ state: campaign.state })
    .from(campaign)
    .where(and(eq(campaign.id, campaignId), eq(campaign.workspaceId, workspaceId)));
  return row?.state === "sending";
}

function about(workspaceId: string) {
  return { workspaceId, userId: null, subjectKind: "workspace", subjectId: workspaceId };
}

/** Tells the planner what was just written in bulk; by itself it would learn minutes later. */
export async function refreshStatistics(db: Pick<Database, "execute">): Promise<void> {
  await db.execute(sql`analyze contact, address, consent, contact_list_member, recipient, delivery, receipt`);
}
