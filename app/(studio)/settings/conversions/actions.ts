"use server";

import { createHash, randomBytes } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { saveConversionKey } from "@/db/queries/conversions";

/** Makes a key for reporting conversions; it is shown once and kept as a hash. */
export const makeConversionKey = defineAction({
  name: "conversion_key.make",
  capability: "own",
  input: z.strictObject({}),
  run: async ({ actor: { workspaceId, userId }, db, now }) => {
    const key = `conversions_${randomBytes(32).toString("base64url")}`;
    const keyHash = createHash("sha256").update(key).digest("base64url");
    await saveConversionKey(db, { workspaceId, userId, keyHash, now });
    revalidatePath("/settings/conversions");
    return { key };
  },
});
