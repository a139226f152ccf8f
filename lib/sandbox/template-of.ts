import { z } from "zod";

const simple = z.looseObject({
  message_type: z.literal("template"),
  template: z.looseObject({ name: z.string() }),
  whatsapp: z.looseObject({ locale: z.string() }),
});
const withComponents = z.looseObject({
  message_type: z.literal("custom"),
  custom: z.looseObject({
    type: z.literal("template"),
    template: z.looseObject({ name: z.string(), language: z.looseObject({ code: z.string() }) }),
  }),
});

/** The template a posted request names; null when it is free-form. */
export function templateOf(body: unknown): { name: string; language: string } | null {
  const named = simple.safeParse(body);
  if (named.success) return { name: named.data.template.name, language: named.data.whatsapp.locale };
  const custom = withComponents.safeParse(body);
  if (!custom.success) return null;
  const { name, language } = custom.data.custom.template;
  return { name, language: language.code };
}
