import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { type Actor, currentDatabase, requireActor } from "@/app/_server/session";
import { chooseWorkspace } from "@/app/(studio)/actions";
import { createCampaignAction, deleteDraftAction, duplicateCampaignAction } from "@/app/(studio)/campaigns/actions";
import { CampaignList } from "@/components/campaign/campaign-list";
import { DemoOffer } from "@/components/campaign/demo-offer";
import { ListFilter } from "@/components/campaign/list-filter";
import { NewCampaign } from "@/components/campaign/new-campaign";
import { PageHeader } from "@/components/ui/page-header";
import { listCampaigns } from "@/db/queries/campaigns";
import { findDemoOf } from "@/db/queries/demo";
import { campaignStateSchema } from "@/lib/campaign/schema";
import { can } from "@/lib/workspace/capabilities";

export const metadata: Metadata = { title: "Campaigns" };

const pageSize = 50;
const query = z.object({
  search: z.string().max(200).catch(""),
  state: campaignStateSchema.or(z.literal("")).catch(""),
  after: z
    .string()
    .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
    .nullable()
    .catch(null),
});

export default async function CampaignsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const actor = await requireActor("read");
  const { search, state, after } = query.parse(await searchParams);
  const { topics, timeZone } = actor.workspace.settings;
  const [moment, id] = after?.split("_") ?? [];
  const rows = await listCampaigns(currentDatabase().db, actor.workspaceId, {
    search,
    states: state === "" ? [] : [state],
    after: moment === undefined || id === undefined ? null : { updatedAt: new Date(Number(moment)), id },
    limit: pageSize,
  });
  const last = rows.at(-1);
  const isFiltered = search !== "" || state !== "";
  const mayWrite = can(actor.role, "write");
  const newCampaign = mayWrite ? <NewCampaign topics={topics} create={createCampaignAction} /> : null;
  return (
    <>
      <PageHeader title="Campaigns" actions={rows.length > 0 || isFiltered ? newCampaign : null} />
      <div className="space-y-4">
        <ListFilter search={search} state={state} />
        <CampaignList
          rows={rows.map((row) => ({
            id: row.id,
            name: row.name,
            state: row.state,
            topicName: topics.find(({ key }) => key === row.topic)?.name ?? row.topic,
            updatedAt: row.updatedAt.toISOString(),
            recipientCount: row.recipientCount,
            movingCount: row.movingCount,
            succeededCount: row.succeededCount,
          }))}
          timeZone={timeZone}
          mayWrite={mayWrite}
          isFiltered={isFiltered}
          newCampaign={newCampaign}
          demoOffer={rows.length === 0 && !isFiltered && after === null ? await demoOffer(actor) : null}
          duplicate={duplicateCampaignAction}
          deleteDraft={deleteDraftAction}
        />
        {rows.length === pageSize && last !== undefined && (
          <Link
            className="inline-block text-accent-ink hover:underline"
            href={{ pathname: "/campaigns", query: { search, state, after: `${last.updatedAt.getTime()}_${last.id}` } }}
          >
            Older campaigns
          </Link>
        )}
      </div>
    </>
  );
}

/** For a person who has nothing here yet and belongs to the demo workspace as well. */
async function demoOffer({ userId, workspaceId, memberships }: Actor) {
  if (memberships.length < 2) return null;
  const demo = await findDemoOf(currentDatabase().db, userId);
  if (demo === null || demo.id === workspaceId) return null;
  return <DemoOffer demo={demo} chooseWorkspace={chooseWorkspace} />;
}
