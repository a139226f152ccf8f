import { z } from "zod";
import type { TemplateDefinition } from "@/lib/channels/contract";

/** A registered template as it was posted. */
export const templateDefinitionSchema: z.ZodType<TemplateDefinition> = z.object({
  name: z.string(),
  language: z.string(),
  category: z.enum(["MARKETING", "UTILITY"]),
  header: z.object({ format: z.literal("IMAGE") }).nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(
    z.discriminatedUnion("type", [
      z.object({ type: z.literal("URL"), text: z.string(), url: z.string() }),
      z.object({ type: z.literal("PHONE_NUMBER"), text: z.string(), phoneNumber: z.string() }),
      z.object({ type: z.literal("QUICK_REPLY"), text: z.string() }),
    ]),
  ),
});
