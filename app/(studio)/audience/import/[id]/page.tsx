import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { startImport } from "@/app/(studio)/audience/actions";
import { ImportStatus } from "@/components/audience/import-status";
import { MappingForm } from "@/components/audience/mapping-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { loadImport } from "@/db/queries/imports";
import { listContactLists } from "@/db/queries/lists";
import { inspectedFileSchema } from "@/lib/import/inspected-file";
import { toImportProgress } from "@/lib/import/progress";
import { can } from "@/lib/workspace/capabilities";
import { countries } from "@/lib/workspace/places";

export const metadata: Metadata = { title: "Import contacts" };

export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor("read");
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const { db } = currentDatabase();
  const found = await loadImport(db, actor.workspaceId, id.data);
  if (found === null) notFound();
  const header = (
    <PageHeader
      above={
        <Link href="/audience" className="hover:underline">
          Audience
        </Link>
      }
      title={found.state === "uploaded" ? "Check how the file is read" : "Import contacts"}
      description={found.fileName}
    />
  );
  if (found.state !== "uploaded") {
    return (
      <>
        {header}
        <ImportStatus first={toImportProgress(found)} />
      </>
    );
  }
  if (!can(actor.role, "write")) {
    return (
      <>
        {header}
        <Callout>This import was not started yet. Somebody who may change contacts can start it here.</Callout>
      </>
    );
  }
  const lists = await listContactLists(db, actor.workspaceId);
  return (
    <>
      {header}
      <MappingForm
        importId={found.id}
        file={inspectedFileSchema.parse(found.detected)}
        countries={countries}
        defaultCountry={actor.workspace.settings.defaultCountry}
        listNames={lists.map((list) => list.name)}
        start={startImport}
      />
    </>
  );
}
