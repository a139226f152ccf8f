import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { blockIdSchema, liquid } from "@/lib/message/parts";
import { isVariable, renderText } from "@/lib/message/prepare-text";
import { blocker, warning } from "@/lib/message/problem";

export const quickRepliesBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("quick_replies"),
  /** Liquid labels. */
  replies: z.array(z.object({ id: blockIdSchema, label: liquid(200) })).max(10),
});
export type QuickRepliesBlock = z.infer<typeof quickRepliesBlockSchema>;

/** Answers people give with one tap. */
export const quickRepliesBlock: BlockDefinition<QuickRepliesBlock> = {
  kind: "quick_replies",
  empty: (newId) => ({ id: newId(), kind: "quick_replies", replies: [{ id: newId(), label: "" }] }),
  copy: (block, newId) => ({
    ...block,
    id: newId(),
    replies: block.replies.map((reply) => ({ ...reply, id: newId() })),
  }),
  problems: (block) => {
    if (block.replies.length === 0) {
      return [warning("replies_empty", block.id, "This block has no answers.", "Add an answer or remove the block.")];
    }
    if (block.replies.every(({ label }) => label.trim() !== "")) return [];
    return [
      blocker("button_without_label", block.id, "An answer has no words.", "Write what the person would answer."),
    ];
  },
  mediaIds: () => [],
  links: () => [],
  prepare: (block, parse) => {
    const replies = block.replies.map(({ id, label }) => ({ id, label: parse("answer", label) }));
    return ({ scope, gaps }) => [
      {
        id: block.id,
        kind: "buttons",
        look: "quick_replies",
        buttons: replies.map(({ id, label }) => ({
          id,
          label: renderText(label, scope, gaps).trim(),
          labelVariable: isVariable(label),
          action: { type: "reply", hasPage: false },
        })),
      },
    ];
  },
};
