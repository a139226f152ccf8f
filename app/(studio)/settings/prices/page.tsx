import type { Metadata } from "next";
import { currentDatabase, currentTime, requireActor } from "@/app/_server/session";
import {
  addExamplePricesAction,
  importPricesAction,
  removePriceAction,
  savePriceAction,
} from "@/app/(studio)/settings/prices/actions";
import { PricesPanel } from "@/components/settings/prices-panel";
import { listPrices } from "@/db/queries/prices";
import { localDay } from "@/lib/consent/local-day";
import { priceRows } from "@/lib/cost/price-rows";
import { currencyCodes } from "@/lib/workspace/default-settings";
import { countries } from "@/lib/workspace/places";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  const { workspaceId, workspace } = await requireActor("own");
  const { timeZone, currency } = workspace.settings;
  const prices = await listPrices(currentDatabase().db, workspaceId);
  const today = localDay(currentTime(), timeZone);
  return (
    <PricesPanel
      rows={priceRows(prices, today)}
      isEmpty={prices.length === 0}
      today={today}
      timeZone={timeZone}
      currency={prices.find(({ source }) => source !== "example")?.currency ?? currency}
      currencies={[...new Set([currency, ...currencyCodes])].sort()}
      countries={countries}
      save={savePriceAction}
      remove={removePriceAction}
      importFile={importPricesAction}
      addExamples={addExamplePricesAction}
    />
  );
}
