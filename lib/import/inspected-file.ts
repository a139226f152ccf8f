import { z } from "zod";
import { columnTargetSchema } from "./mapping";

/** What was found in an uploaded file, for the mapping page; stored with the import. */
export const inspectedFileSchema = z.object({
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
  delimiter: z.string(),
  /** The first rows as they are, the header included. */
  sample: z.array(z.array(z.string())),
  guess: z.object({
    targets: z.array(columnTargetSchema),
    hasHeader: z.boolean(),
    /** Column that seems to hold consent; null when none does. */
    consentColumn: z.number().int().nullable(),
  }),
});
export type InspectedFile = z.infer<typeof inspectedFileSchema>;
