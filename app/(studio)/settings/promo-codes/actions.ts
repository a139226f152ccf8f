"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { refuse } from "@/app/_server/refusal";
import type { Actor } from "@/app/_server/session";
import {
  addPromoCodes,
  addPromoPool,
  type PoolChange,
  removePromoPool,
  renamePromoPool,
} from "@/db/queries/promo-pools";
import { codesPerPoolMax, poolCodesSchema, poolFormSchema, poolRenameSchema, poolsMax } from "@/lib/promo/pool-form";

const place = "/settings/promo-codes";
const goneWords = "This list is not there any more. Reload the page.";

/** Makes an empty list; its codes follow in requests of their own. */
export const addPoolAction = defineAction({
  name: "promo_pool.add",
  capability: "write",
  input: poolFormSchema,
  run: async ({ input: { name }, actor, db, now }) => {
    const added = await addPromoPool(db, changeBy(actor, now), name);
    if (added.kind === "exists") return refuseName();
    if (added.kind === "too_many") {
      return refuse("too_many", `A workspace has at most ${poolsMax} lists. Delete one you no longer use.`);
    }
    revalidatePath(place);
    return { poolId: added.poolId };
  },
});

/** Adds codes to a list; may be repeated after an interruption, since no code is added twice. */
export const addCodesAction = defineAction({
  name: "promo_pool.add_codes",
  capability: "write",
  input: poolCodesSchema,
  run: async ({ input: { poolId, codes }, actor, db, now }) => {
    const added = await addPromoCodes(db, changeBy(actor, now), poolId, codes);
    if (added.kind === "not_found") return refuse("not_found", goneWords);
    if (added.kind === "too_many") {
      const max = codesPerPoolMax.toLocaleString("en");
      return refuse("too_many", `A list has at most ${max} codes. Put the rest into another list.`, "codes");
    }
    revalidatePath(place);
    return { addedCount: added.addedCount, knownCount: added.knownCount };
  },
});

export const renamePoolAction = defineAction({
  name: "promo_pool.rename",
  capability: "write",
  input: poolRenameSchema,
  run: async ({ input: { poolId, name }, actor, db, now }) => {
    const outcome = await renamePromoPool(db, changeBy(actor, now), poolId, name);
    if (outcome === "not_found") refuse("not_found", goneWords);
    if (outcome === "exists") refuseName();
    revalidatePath(place);
    return null;
  },
});

export const removePoolAction = defineAction({
  name: "promo_pool.remove",
  capability: "write",
  input: z.object({ poolId: z.uuid() }),
  run: async ({ input: { poolId }, actor, db, now }) => {
    const outcome = await removePromoPool(db, changeBy(actor, now), poolId);
    if (outcome === "not_found") refuse("not_found", goneWords);
    if (outcome === "in_use") {
      refuse(
        "in_use",
        "A campaign that is on its way takes codes from this list. Wait until it has ended, or stop it.",
      );
    }
    revalidatePath(place);
    return null;
  },
});

function refuseName(): never {
  return refuse("exists", "Another list has this name. Choose a different one.", "name");
}

function changeBy({ workspaceId, userId }: Actor, now: Date): PoolChange {
  return { workspaceId, userId, now };
}
