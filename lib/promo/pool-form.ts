import { z } from "zod";

export const codeCharsMax = 40;
/** Keeps a request below what a server takes; a longer file goes in several. */
export const codesPerRequestMax = 10_000;
export const codesPerPoolMax = 1_000_000;
export const poolsMax = 200;
/** So far the codes that are left are counted where a list is chosen; beyond it there are enough. */
export const codesCountedMax = 10_000;

/** A list as screens show it. */
export interface PromoPoolItem {
  id: string;
  name: string;
  /** Codes nobody has yet. */
  left: number;
  given: number;
}

const nameSchema = z.string().trim().min(1, "Give the list a name.").max(60, "A name has at most 60 characters.");

export const poolFormSchema = z.object({ name: nameSchema });
export const poolRenameSchema = z.object({ poolId: z.uuid(), name: nameSchema });

/** Ends and begins with something one can see; no character a phone would not show. */
export const promoCodeSchema = z
  .string()
  .max(codeCharsMax)
  .regex(/^[^\s\p{C}]([^\p{C}]*[^\s\p{C}])?$/u);

export const poolCodesSchema = z.object({
  poolId: z.uuid(),
  codes: z.array(promoCodeSchema).min(1, "There are no codes to add.").max(codesPerRequestMax),
});
