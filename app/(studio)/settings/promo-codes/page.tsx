import type { Metadata } from "next";
import { requireActor } from "@/app/_server/session";
import { PromoPoolsPanel } from "@/components/settings/promo-pools-panel";
import { getDatabase } from "@/db/client";
import { listPromoPools } from "@/db/queries/promo-pools";
import { addCodesAction, addPoolAction, removePoolAction, renamePoolAction } from "./actions";

export const metadata: Metadata = { title: "Promo codes" };

export default async function PromoCodesPage() {
  const { workspaceId } = await requireActor("write");
  return (
    <PromoPoolsPanel
      pools={await listPromoPools(getDatabase(), workspaceId)}
      actions={{ add: addPoolAction, addCodes: addCodesAction, rename: renamePoolAction, remove: removePoolAction }}
    />
  );
}
