import { webEnv } from "@/app/_server/env";
import type { Database } from "@/db/client";
import { countAudience, samplePersonOf } from "@/db/queries/audience";
import type { CampaignWithArms } from "@/db/queries/campaigns";
import { mediaOfMessages } from "@/db/queries/media";
import { audienceReach } from "@/db/queries/preflight";
import { freeCodesOf } from "@/db/queries/promo-pools";
import { findTemplates } from "@/db/queries/templates";
import { countVariableGaps } from "@/db/queries/variable-coverage";
import { audienceWhereabouts } from "@/db/queries/whereabouts";
import { neededTemplates, templateKey } from "@/lib/campaign/needed-templates";
import { preflight } from "@/lib/campaign/preflight";
import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import { quietProblems } from "@/lib/campaign/quiet-problems";
import { campaignRulesSchema } from "@/lib/campaign/rules";
import { templateStanding } from "@/lib/campaign/template-standing";
import type { MessageGaps } from "@/lib/campaign/variable-problems";
import { channelIds } from "@/lib/channels/ids";
import { sendingLimitsOf } from "@/lib/limits/schema";
import { renditionsOf, toMediaItem } from "@/lib/media/media-item";
import { needsOf } from "@/lib/message/needs-of";
import { personOfContact } from "@/lib/message/person-of-contact";
import { poolCodesOf } from "@/lib/promo/pool-codes";
import { codesPerPoolMax } from "@/lib/promo/pool-form";
import type { Reach } from "@/lib/routing/reach";
import type { WorkspaceSettings } from "@/lib/workspace/schema";

export interface PreflightReport {
  audienceCount: number;
  reach: Reach;
  problems: PreflightProblem[];
}

/** Counts who can be reached and collects what stands in the way of a launch. The page and the launch use the same. */
export async function runPreflight(
  db: Database,
  workspace: { id: string; settings: WorkspaceSettings },
  campaign: CampaignWithArms,
  now: Date,
): Promise<PreflightReport> {
  const poolCodes = campaign.arms.flatMap(({ message }) => [...poolCodesOf(message).values()]);
  const poolIds = [...new Set(poolCodes.map(({ poolId }) => poolId))];
  const audienceCount = await countAudience(db, workspace.id, campaign.audience);
  const [reach, people, sample, gaps, promoPools, media] = await Promise.all([
    audienceReach(db, workspace.id, {
      ...{ campaignId: campaign.id, audience: campaign.audience, audienceCount, topic: campaign.topic, now },
      rungs: campaign.ladder.rungs,
      ready: new Set(channelIds.filter((channel) => workspace.settings.senders[channel] !== undefined)),
    }),
    audienceWhereabouts(db, workspace.id, { campaignId: campaign.id, audience: campaign.audience, audienceCount }),
    samplePersonOf(db, workspace.id, campaign.audience),
    gapsByArm(db, workspace.id, campaign),
    freeCodesOf(db, workspace.id, { poolIds, countedMax: codesPerPoolMax }),
    mediaOfMessages(
      db,
      workspace.id,
      campaign.arms.map(({ message }) => message),
    ),
  ]);
  const publicUrl = webEnv().CASCADE_URL;
  const { brandName, locale, senders, carrier } = workspace.settings;
  const facts = {
    workspace: { id: workspace.id, publicUrl, brandName, locale, senders },
    arms: campaign.arms,
    ladder: campaign.ladder,
    rendition: renditionsOf(media.map((row) => toMediaItem(row, publicUrl))),
  };
  const needed = neededTemplates(facts);
  const names = needed.map(({ definition }) => definition.name);
  const recorded = carrier === "sandbox" ? [] : await findTemplates(db, workspace.id, names);
  const byKey = new Map(recorded.map((row) => [templateKey(row.channel, row), row]));
  const problems = preflight({
    ...facts,
    templates: needed.map((template) => ({
      ...template,
      ...templateStanding(
        template.definition,
        carrier === "sandbox",
        byKey.get(templateKey(template.channel, template.definition)) ?? null,
      ),
    })),
    schedule: campaign.schedule,
    audienceCount,
    reachableCount: reach.reached,
    samplePerson: personOfContact(sample),
    gaps,
    promoPools,
    holdoutPercent: campaign.holdoutPercent,
    now,
  });
  const { timeZone, defaultCountry } = workspace.settings;
  const quiet = quietProblems({
    ...{ people, audienceCount, quietHours: sendingLimitsOf(workspace.settings).quietHours, carrier },
    rules: campaignRulesSchema.parse(campaign.rules),
    home: { country: defaultCountry, timeZone },
    startsAt: campaign.schedule.kind === "at" ? new Date(campaign.schedule.at) : now,
  });
  return { audienceCount, reach, problems: [...problems, ...quiet] };
}

/** Who lacks what the message of each variant asks for. */
async function gapsByArm(
  db: Database,
  workspaceId: string,
  campaign: CampaignWithArms,
): Promise<Map<string, MessageGaps>> {
  const counted = await Promise.all(
    campaign.arms.map(async ({ key, message }): Promise<[string, MessageGaps] | null> => {
      const needs = needsOf(message).filter(({ need, fallback }) => need !== "optional" || fallback !== null);
      if (needs.length === 0) return null;
      const asked = needs.map(({ path, need }) => ({ path, required: need === "required" }));
      const { people, missing, missingRequired } = await countVariableGaps(db, workspaceId, campaign.audience, asked);
      const variables = needs.map((use, index) => ({ ...use, missing: missing[index] ?? 0 }));
      return [key, { people, variables, missingRequired }];
    }),
  );
  return new Map(counted.filter((entry) => entry !== null));
}
