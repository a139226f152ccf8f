import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { eventProblems } from "@/lib/message/button-parts";
import { blockIdSchema, calendarEventSchema, liquid } from "@/lib/message/parts";
import { renderPieces } from "@/lib/message/prepare-text";
import { blocker } from "@/lib/message/problem";

export const rsvpBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("rsvp"),
  /** Liquid. */
  question: liquid(500),
  answers: z.array(z.object({ id: blockIdSchema, label: z.string().max(20) })).max(3),
  /** Offered for the calendar; null for none. */
  event: calendarEventSchema.nullable(),
  calendar: z.object({ id: blockIdSchema, label: z.string().max(25) }),
});
export type RsvpBlock = z.infer<typeof rsvpBlockSchema>;

/** A question answered with one tap, which counts as the answer. */
export const rsvpBlock: BlockDefinition<RsvpBlock> = {
  kind: "rsvp",
  empty: (newId) => ({
    ...{ id: newId(), kind: "rsvp", question: "Will you come?", event: null },
    answers: ["I'll be there", "Maybe", "Can't make it"].map((label) => ({ id: newId(), label })),
    calendar: { id: newId(), label: "Add to calendar" },
  }),
  copy: (block, newId) => ({
    ...block,
    id: newId(),
    answers: block.answers.map((answer) => ({ ...answer, id: newId() })),
    calendar: { ...block.calendar, id: newId() },
  }),
  problems: (block) => [
    ...(block.question.trim() === ""
      ? [blocker("question_missing", block.id, "Nothing is asked.", "Write the question.")]
      : []),
    ...(block.answers.length === 0 || block.answers.some(({ label }) => label.trim() === "")
      ? [blocker("button_without_label", block.id, "An answer has no words.", "Write what the person would answer.")]
      : []),
    ...(block.event === null ? [] : eventProblems(block.id, block.event, "The calendar button")),
  ],
  mediaIds: () => [],
  links: (block) => [
    ...block.answers.map(({ id, label }) => ({ key: id, label })),
    ...(block.event === null ? [] : [{ key: block.calendar.id, label: block.calendar.label }]),
  ],
  prepare: (block, parse) => {
    const question = parse("question", block.question);
    return ({ scope, gaps }) => [
      {
        id: block.id,
        kind: "text",
        paragraphs: [
          {
            style: "plain",
            children: renderPieces(question, scope, gaps).map((piece) => ({
              ...{ type: "text" as const, text: piece.text, variable: piece.variable },
              marks: [],
            })),
          },
        ],
      },
      {
        id: block.id,
        kind: "buttons",
        look: "quick_replies",
        buttons: [
          ...block.answers.map(({ id, label }) => ({
            ...{ id, label: label.trim(), labelVariable: false },
            action: { type: "reply" as const, hasPage: true },
          })),
          ...(block.event === null
            ? []
            : [
                {
                  ...{ id: block.calendar.id, label: block.calendar.label.trim(), labelVariable: false },
                  action: { type: "calendar" as const, event: block.event },
                },
              ]),
        ],
      },
    ];
  },
};
