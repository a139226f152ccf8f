import type { Metadata } from "next";
import { requireActor } from "@/app/_server/session";
import { saveLinkTags, saveTopic, saveWorkspace } from "@/app/(studio)/settings/actions";
import { LinkTagsForm } from "@/components/settings/link-tags-form";
import { TopicsPanel } from "@/components/settings/topics-panel";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { currencyCodes } from "@/lib/workspace/default-settings";
import { countries, languages, timeZones } from "@/lib/workspace/places";

export const metadata: Metadata = { title: "Workspace settings" };

export default async function WorkspaceSettingsPage() {
  const { workspace } = await requireActor("own");
  const { brandName, brandColor, supportContact, defaultCountry, timeZone, locale, currency, topics } =
    workspace.settings;
  return (
    <>
      <WorkspaceForm
        saved={{
          name: workspace.name,
          brandName,
          brandColor,
          supportContact,
          defaultCountry,
          timeZone,
          locale,
          currency,
        }}
        countries={countries}
        timeZones={timeZones}
        currencies={[...new Set([currency, ...currencyCodes])].sort()}
        languages={languages(locale)}
        save={saveWorkspace}
      />
      <TopicsPanel topics={topics} save={saveTopic} />
      <LinkTagsForm saved={workspace.settings.linkTags ?? null} save={saveLinkTags} />
    </>
  );
}
