import { z } from "zod";
import type { Ladder } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";

/** A message to start from. A scenario brings the ladder it was thought out for. */
export interface BuiltInTemplate {
  key: string;
  group: "scenario" | "use_case";
  name: string;
  /** What it is for, in one sentence. */
  summary: string;
  /** Whom it suits, and what to set up before it is sent. */
  audienceHint: string;
  message: Message;
  ladder: Ladder | null;
}

export const templateNameSchema = z
  .string()
  .trim()
  .min(1, "Give the template a name.")
  .max(80, "A name has at most 80 characters.");

/** Which template a campaign begins with. */
export const templateSourceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("built_in"), key: z.string().max(60) }),
  z.object({ kind: z.literal("own"), id: z.uuid() }),
]);
export type TemplateSource = z.infer<typeof templateSourceSchema>;

/** As many of its own as a workspace keeps. */
export const ownTemplatesMax = 100;
