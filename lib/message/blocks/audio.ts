import { z } from "zod";
import type { BlockDefinition } from "@/lib/message/block-definition";
import { mediaLinkKey } from "@/lib/message/link-keys";
import { mediaProblems, prepareMedia } from "@/lib/message/media-block";
import { blockIdSchema, liquid } from "@/lib/message/parts";

export const audioBlockSchema = z.object({
  id: blockIdSchema,
  kind: z.literal("audio"),
  /** The uploaded file; null while none has been chosen. */
  mediaId: z.uuid().nullable(),
  /** Liquid. What is heard; shown where the recording cannot go. */
  alt: liquid(500),
});
export type AudioBlock = z.infer<typeof audioBlockSchema>;

/** A recording; channels that cannot play it lead to a page that does. */
export const audioBlock: BlockDefinition<AudioBlock> = {
  kind: "audio",
  empty: (newId) => ({ id: newId(), kind: "audio", mediaId: null, alt: "" }),
  copy: (block, newId) => ({ ...block, id: newId() }),
  problems: (block) => mediaProblems(block, "audio", block.id),
  mediaIds: (block) => (block.mediaId === null ? [] : [block.mediaId]),
  links: (block) => [{ key: mediaLinkKey(block.id), label: block.alt }],
  prepare: (block, parse) => {
    const fill = prepareMedia(block, "audio", parse);
    return (reader) => [{ id: block.id, kind: "media", media: fill(reader) }];
  },
};
