import { z } from "zod";
import { channelIdSchema } from "@/lib/channels/ids";
import { audioBlockSchema } from "@/lib/message/blocks/audio";
import { buttonsBlockSchema } from "@/lib/message/blocks/buttons";
import { carouselBlockSchema } from "@/lib/message/blocks/carousel";
import { countdownBlockSchema } from "@/lib/message/blocks/countdown";
import { dividerBlockSchema } from "@/lib/message/blocks/divider";
import { gifBlockSchema } from "@/lib/message/blocks/gif";
import { imageBlockSchema } from "@/lib/message/blocks/image";
import { productBlockSchema } from "@/lib/message/blocks/product";
import { promoCodeBlockSchema } from "@/lib/message/blocks/promo-code";
import { quickRepliesBlockSchema } from "@/lib/message/blocks/quick-replies";
import { rsvpBlockSchema } from "@/lib/message/blocks/rsvp";
import { storeBlockSchema } from "@/lib/message/blocks/store";
import { textBlockSchema } from "@/lib/message/blocks/text";
import { videoBlockSchema } from "@/lib/message/blocks/video";
import { blockIdSchema } from "@/lib/message/parts";

/** The document a marketer composes: blocks in order. A kind of block enters this union and `blocks/registry.ts` together. */
const blockSchema = z.discriminatedUnion("kind", [
  textBlockSchema,
  imageBlockSchema,
  gifBlockSchema,
  videoBlockSchema,
  audioBlockSchema,
  carouselBlockSchema,
  buttonsBlockSchema,
  quickRepliesBlockSchema,
  promoCodeBlockSchema,
  countdownBlockSchema,
  productBlockSchema,
  storeBlockSchema,
  rsvpBlockSchema,
  dividerBlockSchema,
]);
export type Block = z.infer<typeof blockSchema>;
export type BlockKind = Block["kind"];

export const blocksMax = 60;
export const languagesMax = 20;
export const variantsMax = 600;

/** A language by its BCP 47 tag: `es`, `pt-BR`. */
const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/**
 * What stands in for a block on one channel, in one language, or both. Its block has an id of its own, so that its
 * links are counted apart; null leaves the block out there.
 */
const variantSchema = z
  .object({
    /** The block it stands in for. */
    of: blockIdSchema,
    channel: channelIdSchema.nullable(),
    language: languageSchema.nullable(),
    block: blockSchema.nullable(),
  })
  .refine(({ channel, language }) => channel !== null || language !== null);
export type BlockVariant = z.infer<typeof variantSchema>;

export const messageSchema = z.object({
  blocks: z.array(blockSchema).max(blocksMax),
  /** Absent where every block is the same for everybody. */
  variants: z.array(variantSchema).max(variantsMax).optional(),
  /** Languages it is written in beside the workspace's own. */
  languages: z.array(languageSchema).max(languagesMax).optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const emptyMessage: Message = { blocks: [] };
