import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { blockIdSchema } from "@/lib/message/parts";

export const dividerBlockSchema = z.object({ id: blockIdSchema, kind: z.literal("divider") });
export type DividerBlock = z.infer<typeof dividerBlockSchema>;

/** A line between two parts of a message. */
export const dividerBlock: BlockDefinition<DividerBlock> = {
  kind: "divider",
  empty: (newId) => ({ id: newId(), kind: "divider" }),
  copy: (_, newId) => ({ id: newId(), kind: "divider" }),
  problems: () => [],
  mediaIds: () => [],
  links: () => [],
  prepare: (block) => () => [{ id: block.id, kind: "divider" }],
};
