import { z } from "zod";

/** What the sender of webhooks is asked to do. */
export const sendingTaskSchema = z.object({
  origin: z.string(),
  path: z.string(),
  connections: z.number().int(),
  account: z.object({ apiKey: z.string(), signatureSecret: z.string() }),
  /** Messages; two webhooks are posted about each. */
  refs: z.array(z.string()),
  isChunked: z.boolean(),
});
export type SendingTask = z.infer<typeof sendingTaskSchema>;

/** What it answers. */
export const sentWebhooksSchema = z.object({ posts: z.number(), seconds: z.number(), refused: z.number() });
