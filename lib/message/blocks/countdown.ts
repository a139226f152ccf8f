import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { momentText } from "@/lib/message/moment-text";
import { blockIdSchema, liquid } from "@/lib/message/parts";
import { renderText } from "@/lib/message/prepare-text";
import { blocker } from "@/lib/message/problem";

const color = z.string().regex(/^#[0-9a-f]{6}$/i);

export const countdownBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("countdown"),
  /** Liquid. What ends or begins: "Sale ends". */
  label: liquid(60),
  /** UTC; empty while not chosen. */
  deadline: z.union([z.literal(""), z.iso.datetime()]),
  /** IANA name: whose clock the deadline is read on. */
  timeZone: z.string().max(60),
  style: z.object({ background: color, foreground: color, accent: color }),
});
export type CountdownBlock = z.infer<typeof countdownBlockSchema>;

/** The time that is left, drawn as a picture when it is fetched, with the deadline in words: a kept copy is never untrue. */
export const countdownBlock: BlockDefinition<CountdownBlock> = {
  kind: "countdown",
  empty: (newId, timeZone) => ({
    ...{ id: newId(), kind: "countdown", label: "Ends", deadline: "", timeZone },
    style: { background: "#0f3d4a", foreground: "#ffffff", accent: "#7fd4c8" },
  }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) =>
    block.deadline === ""
      ? [blocker("deadline_missing", block.id, "The countdown has no end.", "Choose the day and the hour.")]
      : [],
  mediaIds: () => [],
  links: () => [],
  prepare: (block, parse) => {
    const label = parse("words of the countdown", block.label);
    return ({ scope, gaps, locale }) => {
      const said = renderText(label, scope, gaps).trim();
      const alt = `${said} ${momentText(block.deadline, block.timeZone, locale)}`.trim();
      const { deadline, timeZone, style } = block;
      const source =
        deadline === ""
          ? { type: "upload" as const, mediaId: null }
          : {
              type: "drawing" as const,
              drawing: { kind: "countdown" as const, deadline, timeZone, label: said, locale, style },
            };
      // The words stay beside the picture: a text message carries them, and so does whoever cannot see.
      return [
        {
          id: block.id,
          kind: "text",
          paragraphs: [{ style: "plain", children: [{ type: "text", text: alt, marks: ["bold"], variable: true }] }],
        },
        { id: block.id, kind: "media", media: { kind: "image", source, alt, playKey: null } },
      ];
    };
  },
};
