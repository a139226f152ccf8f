import { z } from "zod";
import type { TemplateDefinition } from "@/lib/channels/contract";

const buttons = z.array(
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("URL"), text: z.string(), url: z.string() }),
    z.object({ type: z.literal("PHONE_NUMBER"), text: z.string(), phoneNumber: z.string() }),
    z.object({ type: z.literal("QUICK_REPLY"), text: z.string() }),
    z.object({ type: z.literal("COPY_CODE"), example: z.string() }),
  ]),
);
const examples = z.array(z.string()).default([]);
const format = z.enum(["IMAGE", "VIDEO"]);

/** A registered template as it was posted. */
export const templateDefinitionSchema: z.ZodType<TemplateDefinition> = z.object({
  name: z.string(),
  language: z.string(),
  category: z.enum(["MARKETING", "UTILITY"]),
  header: z
    .discriminatedUnion("format", [z.object({ format }), z.object({ format: z.literal("TEXT"), text: z.string() })])
    .nullable(),
  // Absent in what was registered before there were offers and cards.
  offer: z.string().nullable().default(null),
  body: z.string(),
  examples,
  footer: z.string().nullable(),
  buttons,
  cards: z.array(z.object({ format, body: z.string(), examples, buttons })).default([]),
});
