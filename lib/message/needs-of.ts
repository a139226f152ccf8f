import { allBlocks } from "@/lib/message/message-view";
import { usesOf } from "@/lib/message/prepare-text";
import { prepareMessage } from "@/lib/message/render-message";
import type { Block, Message } from "@/lib/message/schema";
import type { TemplateUse } from "@/lib/message/template-uses";

const strength = { optional: 0, conditional: 1, required: 2 } as const;

/** The values a message asks of a person, each once, in order of first use. The strictest mention of a value counts. */
export function needsOf(message: Message): TemplateUse[] {
  const needs = new Map<string, TemplateUse>();
  const uses = [...prepareMessage(message).texts.flatMap(usesOf), ...allBlocks(message).flatMap(ownProduct)];
  for (const use of uses) {
    const known = needs.get(use.path);
    if (known === undefined || strength[use.need] > strength[known.need]) needs.set(use.path, use);
  }
  return [...needs.values()];
}

/** A block may show the person's own product, and another one to who has none. */
function ownProduct(block: Block): TemplateUse[] {
  if (block.kind !== "product" || block.source === "chosen") return [];
  const path = block.source === "last_viewed" ? "products.viewed" : "products.carted";
  const instead = block.product;
  return [{ path, need: instead === null ? "required" : "optional", fallback: instead?.title ?? null }];
}
