import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { buttonLinks, buttonProblems, emptyButton, prepareButtons } from "@/lib/message/button-parts";
import { blockIdSchema, buttonSchema } from "@/lib/message/parts";
import { warning } from "@/lib/message/problem";

export const buttonsBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("buttons"),
  buttons: z.array(buttonSchema).max(10),
});
export type ButtonsBlock = z.infer<typeof buttonsBlockSchema>;

/** Buttons under the message: open, call, map, calendar, reply. */
export const buttonsBlock: BlockDefinition<ButtonsBlock> = {
  kind: "buttons",
  empty: (newId) => ({ id: newId(), kind: "buttons", buttons: [emptyButton(newId)] }),
  copy: (block, newId) => ({
    ...block,
    id: newId(),
    buttons: block.buttons.map((button) => ({ ...button, id: newId() })),
  }),
  problems: (block) =>
    block.buttons.length === 0
      ? [warning("buttons_empty", block.id, "This block has no buttons.", "Add a button or remove the block.")]
      : buttonProblems(block.id, block.buttons),
  mediaIds: () => [],
  links: (block) => buttonLinks(block.buttons),
  prepare: (block, parse) => {
    const fill = prepareButtons(block.buttons, parse);
    return (reader) => [{ id: block.id, kind: "buttons", look: "buttons", buttons: fill(reader) }];
  },
};
