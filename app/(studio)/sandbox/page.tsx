import type { Metadata } from "next";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { phonesShown } from "@/app/(studio)/sandbox/phones-shown";
import { PhoneList } from "@/components/sandbox/phone-list";
import { listPhones } from "@/db/queries/sandbox-phones";

export const metadata: Metadata = { title: "Virtual phones" };

export default async function PhonesPage() {
  const actor = await requireActor("read");
  const { sql } = currentDatabase();
  const phones = await listPhones(sql, actor.workspaceId, { search: "", limit: phonesShown });
  const { carrier, timeZone } = actor.workspace.settings;
  return <PhoneList phones={phones} shownMax={phonesShown} timeZone={timeZone} isSandbox={carrier === "sandbox"} />;
}
