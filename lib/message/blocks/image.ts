import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { mediaProblems, prepareMedia } from "@/lib/message/media-block";
import { blockIdSchema, liquid, mediaLookSchema, overlaySchema } from "@/lib/message/parts";

export const imageBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("image"),
  /** The uploaded file; null while none has been chosen. */
  mediaId: z.uuid().nullable(),
  /** Liquid. Read aloud by screen readers, and sent where a picture cannot go. */
  alt: liquid(500),
  /** Words drawn on the picture for each person; absent or null for none. */
  overlay: overlaySchema.nullable().optional(),
  /** How large it is wanted; absent for each channel's own way. */
  look: mediaLookSchema.optional(),
});
export type ImageBlock = z.infer<typeof imageBlockSchema>;

/** A picture, with words drawn on it for each person where wanted. */
export const imageBlock: BlockDefinition<ImageBlock> = {
  kind: "image",
  empty: (newId) => ({ id: newId(), kind: "image", mediaId: null, alt: "" }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) => mediaProblems(block, "image", block.id),
  mediaIds: (block) => (block.mediaId === null ? [] : [block.mediaId]),
  links: () => [],
  prepare: (block, parse) => {
    const fill = prepareMedia(block, "image", parse);
    return (reader) => [{ id: block.id, kind: "media", media: fill(reader) }];
  },
};
