"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import type { Actor } from "@/app/_server/session";
import { listPrices, type PriceOutcome, removePrice, savePrices } from "@/db/queries/prices";
import { localDay } from "@/lib/consent/local-day";
import { examplePrices } from "@/lib/cost/default-prices";
import { pricesMax } from "@/lib/cost/price";
import { priceFileSchema, priceFormSchema } from "@/lib/cost/price-form";
import { readPriceFile } from "@/lib/cost/read-price-file";

const refusedShownMax = 20;

/** Adds a price, or moves and corrects one that has not counted before today. */
export const savePriceAction = defineAction({
  name: "price.save",
  capability: "own",
  input: priceFormSchema,
  run: async ({ input: { replaces, price }, actor, db, now }) => {
    savedOrRefused(await savePrices(db, changeBy(actor, now), { prices: [price], source: "typed", replaces }));
    revalidatePath("/settings/prices");
    return null;
  },
});

export const removePriceAction = defineAction({
  name: "price.remove",
  capability: "own",
  input: z.object({ priceId: z.uuid() }),
  run: async ({ input: { priceId }, actor, db, now }) => {
    if (!(await removePrice(db, changeBy(actor, now), priceId))) {
      refuse("price_not_found", "This price is not there any more, or it counted before today and stays.");
    }
    revalidatePath("/settings/prices");
    return null;
  },
});

/** Reads a price list; with `commit` it also takes it in, all at once or not at all. */
export const importPricesAction = defineAction({
  name: "price.import",
  capability: "own",
  input: priceFileSchema,
  run: async ({ input, actor, db, now }) => {
    const read = readPriceFile(input);
    if (typeof read === "string") return refuse("unreadable_file", read, "text");
    const { prices, mergedCount, refused } = read;
    if (input.commit) {
      if (prices.length === 0)
        return refuse("nothing_to_import", "No row of this file has a price we can read.", "text");
      savedOrRefused(await savePrices(db, changeBy(actor, now), { prices, source: "file" }));
      revalidatePath("/settings/prices");
    }
    return {
      pricesCount: prices.length,
      mergedCount,
      refusedCount: refused.length,
      refused: refused.slice(0, refusedShownMax),
    };
  },
});

/** For a workspace without any price: examples to begin with. */
export const addExamplePricesAction = defineAction({
  name: "price.add_examples",
  capability: "own",
  input: z.object({}),
  run: async ({ actor, db, now }) => {
    const change = changeBy(actor, now);
    if ((await listPrices(db, actor.workspaceId)).length > 0) {
      refuse("not_empty", "There are prices already. Reload the page to see them.");
    }
    savedOrRefused(await savePrices(db, change, { prices: examplePrices(change.today), source: "example" }));
    revalidatePath("/settings/prices");
    return null;
  },
});

function changeBy({ workspaceId, userId, workspace }: Actor, now: Date) {
  return { workspaceId, userId, now, today: localDay(now, workspace.settings.timeZone) };
}

function savedOrRefused(outcome: PriceOutcome): void {
  if (outcome === "past") {
    refuse("past_price", "Prices before today stay as they were. Choose today or a later day.", "validFrom");
  }
  if (outcome === "too_many") refuse("too_many_prices", `A workspace has at most ${pricesMax} prices.`);
}
