import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { mediaLinkKey } from "@/lib/message/link-keys";
import { mediaProblems, prepareMedia } from "@/lib/message/media-block";
import { blockIdSchema, liquid, mediaLookSchema } from "@/lib/message/parts";

export const videoBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("video"),
  /** The uploaded file; null while none has been chosen. */
  mediaId: z.uuid().nullable(),
  /** Liquid. Read aloud by screen readers, and sent where a picture cannot go. */
  alt: liquid(500),
  /** How large it is wanted; absent for each channel's own way. */
  look: mediaLookSchema.optional(),
});
export type VideoBlock = z.infer<typeof videoBlockSchema>;

/** A film; channels that cannot play it show its still and lead to a page that does. */
export const videoBlock: BlockDefinition<VideoBlock> = {
  kind: "video",
  empty: (newId) => ({ id: newId(), kind: "video", mediaId: null, alt: "" }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) => mediaProblems(block, "video", block.id),
  mediaIds: (block) => (block.mediaId === null ? [] : [block.mediaId]),
  links: (block) => [{ key: mediaLinkKey(block.id), label: block.alt }],
  prepare: (block, parse) => {
    const fill = prepareMedia(block, "video", parse);
    return (reader) => [{ id: block.id, kind: "media", media: fill(reader) }];
  },
};
