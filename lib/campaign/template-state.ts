import { z } from "zod";

/** What a provider has said of a template: nothing yet, or one of these. */
export const templateStates = ["submitted", "approved", "rejected", "paused", "disabled"] as const;
export type TemplateState = (typeof templateStates)[number];

export const templateCategories = ["MARKETING", "UTILITY"] as const;

/** What somebody read in WhatsApp Manager and enters here. */
export const templateDecisionSchema = z
  .object({
    channel: z.string().max(20),
    name: z.string().regex(/^[a-z0-9_]{1,512}$/),
    language: z.string().min(2).max(15),
    state: z.enum(templateStates),
    category: z.enum(templateCategories),
    quality: z.enum(["", "high", "medium", "low"]),
    reason: z.string().trim().max(300, "At most 300 characters."),
  })
  .refine(({ state, reason }) => state !== "rejected" || reason !== "", {
    path: ["reason"],
    error: "Enter the reason Meta gave, so that whoever changes the message knows it.",
  });

/** What a state means, and what to do next. */
export const templateStateWords: Record<
  TemplateState | "new",
  { label: string; tone: "neutral" | "good" | "warning" | "danger"; next: string }
> = {
  new: {
    ...{ label: "Not submitted", tone: "warning" },
    next: "Copy the definition, create the template with it in WhatsApp Manager or by Vonage's template API, then record what Meta decides.",
  },
  submitted: {
    ...{ label: "With Meta", tone: "neutral" },
    next: "Meta decides within a day, mostly within minutes. Record the decision here when it comes.",
  },
  approved: { label: "Approved", tone: "good", next: "Nothing to do: messages with it may go out." },
  rejected: {
    ...{ label: "Rejected", tone: "danger" },
    next: "Change the message as the reason says. It then needs a new template, which appears here.",
  },
  paused: {
    ...{ label: "Paused by Meta", tone: "warning" },
    next: "Too many people blocked or reported it. Wait until Meta lifts the pause, or change the message.",
  },
  disabled: {
    ...{ label: "Disabled by Meta", tone: "danger" },
    next: "Meta will not take it again. Change the message; it then needs a new template.",
  },
};
