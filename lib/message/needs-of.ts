import { usesOf } from "@/lib/message/prepare-text";
import { prepareMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";
import type { TemplateUse } from "@/lib/message/template-uses";

const strength = { optional: 0, conditional: 1, required: 2 } as const;

/** The values a message asks of a person, each once, in order of first use. The strictest mention of a value counts. */
export function needsOf(message: Message): TemplateUse[] {
  const needs = new Map<string, TemplateUse>();
  for (const use of prepareMessage(message).texts.flatMap(usesOf)) {
    const known = needs.get(use.path);
    if (known === undefined || strength[use.need] > strength[known.need]) needs.set(use.path, use);
  }
  return [...needs.values()];
}
