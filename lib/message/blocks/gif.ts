import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { mediaProblems, prepareMedia } from "@/lib/message/media-block";
import { blockIdSchema, liquid, mediaLookSchema } from "@/lib/message/parts";

export const gifBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("gif"),
  /** The uploaded file; null while none has been chosen. */
  mediaId: z.uuid().nullable(),
  /** Liquid. Read aloud by screen readers, and sent where a picture cannot go. */
  alt: liquid(500),
  /** How large it is wanted; absent for each channel's own way. */
  look: mediaLookSchema.optional(),
});
export type GifBlock = z.infer<typeof gifBlockSchema>;

/** A short animation that plays by itself. */
export const gifBlock: BlockDefinition<GifBlock> = {
  kind: "gif",
  empty: (newId) => ({ id: newId(), kind: "gif", mediaId: null, alt: "" }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) => mediaProblems(block, "gif", block.id),
  mediaIds: (block) => (block.mediaId === null ? [] : [block.mediaId]),
  links: () => [],
  prepare: (block, parse) => {
    const fill = prepareMedia(block, "gif", parse);
    return (reader) => [{ id: block.id, kind: "media", media: fill(reader) }];
  },
};
